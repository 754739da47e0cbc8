/**
 * Finds all of many literals in one pass over a text (Aho and Corasick, 1975): the time depends on the text and on what
 * is found, not on how many literals there are.
 */
export class Automaton {
  readonly #classOf = new Uint16Array(0x1_0000);
  readonly #classes: number;
  /** Open addressing: `node × classes + class` → node. */
  #keys: Float64Array;
  #nodes: Int32Array;
  #mask: number;
  readonly #first: Int32Array;
  readonly #fail: number[] = [0];
  /** Per node: the literal that ends here, −1 for none; and the nearest node behind it at which another one ends. */
  readonly #ends: number[] = [-1];
  readonly #more: number[] = [0];

  /** Literals must be different and not empty; they are told by their place in the list. */
  constructor(literals: readonly string[]) {
    let classes = 1;
    let units = 0;
    for (const literal of literals) {
      units += literal.length;
      for (let at = 0; at < literal.length; at++) {
        const unit = literal.charCodeAt(at);
        if (this.#classOf[unit] === 0) this.#classOf[unit] = classes++;
      }
    }
    this.#classes = classes;
    this.#first = new Int32Array(classes);
    let size = 16;
    while (size < units * 2) size *= 2;
    this.#mask = size - 1;
    this.#keys = new Float64Array(size).fill(-1);
    this.#nodes = new Int32Array(size);
    const children: [from: number, unitClass: number, to: number][] = [];
    for (const [nth, literal] of literals.entries()) this.#insert(literal, nth, children);
    this.#link(children);
  }

  #insert(literal: string, nth: number, children: [number, number, number][]): void {
    let node = 0;
    for (let at = 0; at < literal.length; at++) {
      const unit = this.#classOf[literal.charCodeAt(at)] as number;
      let next = this.#child(node, unit);
      if (next === 0) {
        next = this.#fail.length;
        this.#fail.push(0);
        this.#ends.push(-1);
        this.#more.push(0);
        this.#keep(node, unit, next);
        children.push([node, unit, next]);
      }
      node = next;
    }
    this.#ends[node] = nth;
  }

  /** Edges come parent before child of one literal, but links want them by depth. */
  #link(children: [number, number, number][]): void {
    const depth = new Int32Array(this.#fail.length);
    for (const [from, , to] of children) depth[to] = (depth[from] as number) + 1;
    children.sort((a, b) => (depth[a[2]] as number) - (depth[b[2]] as number));
    for (const [from, unit, to] of children) {
      const behind = from === 0 ? 0 : this.#step(this.#fail[from] as number, unit);
      this.#fail[to] = behind;
      this.#more[to] = this.#ends[behind] === -1 ? (this.#more[behind] as number) : behind;
    }
  }

  #keep(node: number, unit: number, to: number): void {
    if (node === 0) {
      this.#first[unit] = to;
      return;
    }
    const key = node * this.#classes + unit;
    let at = spread(key) & this.#mask;
    while (this.#keys[at] !== -1) at = (at + 1) & this.#mask;
    this.#keys[at] = key;
    this.#nodes[at] = to;
  }

  #child(node: number, unit: number): number {
    if (node === 0) return this.#first[unit] as number;
    const key = node * this.#classes + unit;
    for (let at = spread(key) & this.#mask; ; at = (at + 1) & this.#mask) {
      const known = this.#keys[at];
      if (known === key) return this.#nodes[at] as number;
      if (known === -1) return 0;
    }
  }

  #step(from: number, unit: number): number {
    for (let node = from; ; node = this.#fail[node] as number) {
      const next = this.#child(node, unit);
      if (next !== 0 || node === 0) return next;
    }
  }

  /** Tells every literal found, by its place in the list and where it ends (the unit after it), in order of the ends. */
  scan(text: string, found: (literal: number, end: number) => void): void {
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = this.#classOf[text.charCodeAt(at)] as number;
      if (unit === 0) {
        node = 0;
        continue;
      }
      node = this.#step(node, unit);
      if (node === 0) continue;
      if (this.#ends[node] !== -1) found(this.#ends[node] as number, at + 1);
      for (let more = this.#more[node] as number; more !== 0; more = this.#more[more] as number)
        found(this.#ends[more] as number, at + 1);
    }
  }
}

function spread(key: number): number {
  let mixed = (key ^ (key / 0x1_0000_0000)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}
