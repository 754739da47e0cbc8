import { useWords } from '../../base/web/i18n.ts';
import { formatExact } from '../../base/web/when.ts';
import type { PaperView } from '../contract.ts';
import './papers.css';

type Part = PaperView['parts'][number];

/** A sheet as it comes out of the printer: A4, black on white, in either theme. */
export function PaperSheet({ paper }: { paper: PaperView }) {
  const t = useWords('papers');
  const { head } = paper;
  const under = [head.address, head.phone].filter(Boolean).join('　');
  return (
    <article className="paper" lang="zh-CN" aria-label={paper.title}>
      <header className="paper-head">
        {head.logo && <img src={head.logo} alt="" className="paper-logo" />}
        <p className="paper-name">{head.name}</p>
        {under && <p className="paper-under">{under}</p>}
      </header>
      <h1 className="paper-title">{paper.title}</h1>
      {paper.number && <p className="paper-number">{paper.number}</p>}
      {paper.parts.map((part, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a printed sheet never change their order
        <PaperPart key={n} part={part} />
      ))}
      <footer className="paper-foot">
        {paper.printedBy} · {formatExact(paper.printedAt)}
        {paper.masked ? '' : ` · ${t('paper.shownWhole')}`}
      </footer>
    </article>
  );
}

function PaperPart({ part }: { part: Part }) {
  const t = useWords('papers');
  switch (part.is) {
    case 'break':
      return <div className="paper-break" />;
    case 'heading':
      return <h2 className="paper-heading">{part.text}</h2>;
    case 'text':
      return (
        <div className="paper-text">
          {part.paragraphs.map((runs, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <p key={n}>{runs.map((run, m) => (run === null ? <Line key={`${n}-${m}-blank`} /> : run))}</p>
          ))}
        </div>
      );
    case 'fields':
      return (
        <dl className="paper-fields" data-columns={part.columns}>
          {part.fields.map((field) => (
            <div key={field.title} className="paper-field">
              <dt>{field.title}</dt>
              <dd>{field.value ?? <Line lines={field.lines} title={field.title} />}</dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return (
        <table className="paper-table">
          <thead>
            <tr>
              {part.columns.map((title) => (
                <th
                  key={title}
                  scope="col"
                  style={{ minWidth: `min(5.5em, ${Math.floor(160 / part.columns.length)}mm)` }}
                >
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {part.rows.map((row, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <tr key={n}>
                {row.map((cell, m) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={m}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'sign':
      return (
        <div className="paper-sign">
          {part.signers.length > 0 && (
            <div className="paper-signers">
              {part.signers.map(({ title, value }) => (
                <p key={title}>
                  {title}：{value ?? <Line title={title} />}
                </p>
              ))}
            </div>
          )}
          {part.seal && <p className="paper-seal">{t('paper.seal')}</p>}
          {part.date && <p className="paper-date">{part.date}</p>}
        </div>
      );
  }
}

/** A line to write on, with the pen or before printing; nothing of it is kept. */
function Line({ lines = 1, title }: { lines?: number; title?: string }) {
  const t = useWords('papers');
  return (
    // biome-ignore lint/a11y/useSemanticElements: it grows as a line on paper does, and prints
    <span
      className="paper-line"
      data-lines={lines > 1 || undefined}
      style={lines > 1 ? { minHeight: `${lines * 1.7}em` } : undefined}
      contentEditable="plaintext-only"
      suppressContentEditableWarning
      role="textbox"
      tabIndex={0}
      aria-label={title ? `${title}：${t('paper.line')}` : t('paper.line')}
      title={t('paper.line')}
    />
  );
}
