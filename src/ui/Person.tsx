/** A colleague: the last character of a Chinese name, the first of another, and the name. */
export function Person({ name, note, only }: { name: string; note?: string; only?: 'mark' }) {
  const mark = /\p{Script=Han}/u.test(name) ? [...name].at(-1) : [...name][0]?.toUpperCase();
  return (
    <span className="person">
      <span className="person-mark" aria-hidden>
        {mark}
      </span>
      {only !== 'mark' && <span className="person-name">{name}</span>}
      {note && <span className="person-note">{note}</span>}
    </span>
  );
}
