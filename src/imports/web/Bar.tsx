/** How far something is, in whole percent, with words beside it. */
export function Bar({ percent, label }: { percent: number; label: string }) {
  return (
    <div className="import-bar">
      <progress max={100} value={percent} aria-label={label} />
      <span className="number">
        {percent} % · {label}
      </span>
    </div>
  );
}
