interface Held {
  readonly post: string;
  readonly storeId: string | null;
}

/** Those of these posts that one holds in this store; a post without a store counts in every store. */
export const heldOf = (held: readonly Held[], posts: readonly string[], storeId: string): string[] =>
  posts.filter((post) => held.some((one) => one.post === post && (one.storeId === null || one.storeId === storeId)));
