/** What is kept of a node: its first child's class and number, the nearest node behind it that is a prefix too, … */
const UNIT = 0;
const CHILD = 1;
const BEHIND = 2;
/** … the literal that ends here, −1 for none; and the nearest node behind it at which another one ends. */
const ENDS = 3;
const MORE = 4;
const SIZE = 5;

/**
 * Finds all of many literals in one pass over a text (Aho and Corasick, 1975): the time depends on the text and on what
 * is found, not on how many literals there are. Numbers needed together lie together, so that they come into the
 * processor's cache at once.
 */
export class Automaton {
  readonly #classOf = new Uint16Array(0x1_0000);
  readonly #classes: number;
  /** By class: the node of the literals that begin so. */
  readonly #first: Int32Array;
  readonly #nodes: Int32Array;
  #count = 1;
  /** Further children by open addressing: `node × classes + class` and the child in turn. */
  readonly #table: Int32Array;
  readonly #mask: number;

  /** Literals must be different and not empty; they are told by their place in the list. */
  constructor(literals: readonly string[]) {
    let classes = 1;
    let units = 1;
    for (const literal of literals) {
      units += literal.length;
      for (let at = 0; at < literal.length; at++) {
        const unit = literal.charCodeAt(at);
        if (this.#classOf[unit] === 0) this.#classOf[unit] = classes++;
      }
    }
    this.#classes = classes;
    this.#first = new Int32Array(classes);
    this.#nodes = new Int32Array(units * SIZE);
    this.#nodes[ENDS] = -1;
    // a literal adds one further child at most: what comes after it are first children
    let size = 16;
    while (size < literals.length * 2) size *= 2;
    this.#mask = size - 1;
    this.#table = new Int32Array(size * 2);
    const edges: Edges = { parent: new Int32Array(units), unit: new Uint16Array(units), depth: new Int32Array(units) };
    for (const [nth, literal] of literals.entries()) this.#insert(literal, nth, edges);
    this.#nodes = this.#nodes.slice(0, this.#count * SIZE);
    this.#link(edges);
  }

  #insert(literal: string, nth: number, { parent, unit: units, depth }: Edges): void {
    let node = 0;
    for (let at = 0; at < literal.length; at++) {
      const unit = this.#classOf[literal.charCodeAt(at)] as number;
      let next = this.#child(node, unit);
      if (next === 0) {
        next = this.#count++;
        this.#nodes[next * SIZE + ENDS] = -1;
        this.#keep(node, unit, next);
        parent[next] = node;
        units[next] = unit;
        depth[next] = at + 1;
      }
      node = next;
    }
    this.#nodes[node * SIZE + ENDS] = nth;
  }

  /** What is behind a node is nearer to the root than it is: the shallow ones go first. */
  #link({ parent, unit, depth }: Edges): void {
    const nodes = this.#nodes;
    const order = Int32Array.from({ length: this.#count - 1 }, (_, nth) => nth + 1);
    order.sort((a, b) => (depth[a] as number) - (depth[b] as number));
    for (const node of order) {
      const from = parent[node] as number;
      const behind = from === 0 ? 0 : this.#step(nodes[from * SIZE + BEHIND] as number, unit[node] as number);
      nodes[node * SIZE + BEHIND] = behind;
      nodes[node * SIZE + MORE] = nodes[behind * SIZE + ENDS] === -1 ? (nodes[behind * SIZE + MORE] as number) : behind;
    }
  }

  #keep(node: number, unit: number, to: number): void {
    if (node === 0) {
      this.#first[unit] = to;
      return;
    }
    const nodes = this.#nodes;
    if (nodes[node * SIZE + CHILD] === 0) {
      nodes[node * SIZE + UNIT] = unit;
      nodes[node * SIZE + CHILD] = to;
      return;
    }
    const key = node * this.#classes + unit;
    let at = spread(key) & this.#mask;
    while (this.#table[at * 2] !== 0) at = (at + 1) & this.#mask;
    this.#table[at * 2] = key;
    this.#table[at * 2 + 1] = to;
  }

  #child(node: number, unit: number): number {
    if (node === 0) return this.#first[unit] as number;
    const nodes = this.#nodes;
    const only = nodes[node * SIZE + CHILD] as number;
    if (only === 0 || nodes[node * SIZE + UNIT] === unit) return only;
    const key = node * this.#classes + unit;
    for (let at = spread(key) & this.#mask; ; at = (at + 1) & this.#mask) {
      const known = this.#table[at * 2];
      if (known === key) return this.#table[at * 2 + 1] as number;
      if (known === 0) return 0;
    }
  }

  #step(from: number, unit: number): number {
    for (let node = from; ; node = this.#nodes[node * SIZE + BEHIND] as number) {
      const next = this.#child(node, unit);
      if (next !== 0 || node === 0) return next;
    }
  }

  /** Tells every literal found, by its place in the list and where it ends (the unit after it), in order of the ends. */
  scan(text: string, found: (literal: number, end: number) => void): void {
    const nodes = this.#nodes;
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = this.#classOf[text.charCodeAt(at)] as number;
      if (unit === 0) {
        node = 0;
        continue;
      }
      node = this.#step(node, unit);
      if (node === 0) continue;
      const own = nodes[node * SIZE + ENDS] as number;
      if (own !== -1) found(own, at + 1);
      for (let more = nodes[node * SIZE + MORE] as number; more !== 0; more = nodes[more * SIZE + MORE] as number)
        found(nodes[more * SIZE + ENDS] as number, at + 1);
    }
  }
}

/** By node, while it is built. */
interface Edges {
  readonly parent: Int32Array;
  readonly unit: Uint16Array;
  readonly depth: Int32Array;
}

function spread(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}
