/** A path of the desk as the router takes it, with what stands behind its question mark. */
export function placeOf(path: string): { to: string; search: Record<string, string> } {
  const [to = '/', query] = path.split('?');
  return { to, search: Object.fromEntries(new URLSearchParams(query)) };
}
