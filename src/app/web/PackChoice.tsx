import type { ReplyOf } from '../../base/contract.ts';
import { useWords } from '../../base/web/i18n.ts';
import type * as contract from '../contract.ts';

type Packs = ReplyOf<typeof contract.readSetUp>['packs'];

/** Trade packs side by side, each with what it brings. Their contents are Chinese in every language. */
export function PackChoice({
  packs,
  chosen,
  onChoose,
}: {
  packs: Packs;
  chosen: string;
  onChoose: (key: string) => void;
}) {
  const t = useWords('app');
  return (
    <div className="pack-choice" role="radiogroup" aria-label={t('setUp.pack.title')}>
      {packs.map((pack) => (
        <label
          key={pack.key}
          className={`pack-card${pack.key === chosen ? ' pack-card-chosen' : ''}${pack.waiting > 0 ? ' pack-card-waiting' : ''}`}
        >
          <span className="pack-card-head">
            <input
              type="radio"
              name="pack"
              value={pack.key}
              checked={pack.key === chosen}
              disabled={pack.waiting > 0}
              onChange={() => onChoose(pack.key)}
            />
            <strong lang="zh-CN">{pack.trade}</strong>
          </span>
          <span lang="zh-CN">{pack.title}</span>
          <span className="quiet" lang="zh-CN">
            {pack.purpose}
          </span>
          {pack.waiting > 0 && <span>{t('setUp.pack.waiting', { count: pack.waiting })}</span>}
          <span className="quiet">
            {t(`setUp.pack.brings.${pack.key}`, { defaultValue: t('setUp.pack.bringsAny') })}
          </span>
          {pack.ours.length > 0 && (
            <details>
              <summary>{t('setUp.pack.ours', { count: pack.ours.length })}</summary>
              <ul className="pack-ours" lang="zh-CN">
                {pack.ours.map((one) => (
                  <li key={one.path}>{one.why}</li>
                ))}
              </ul>
            </details>
          )}
        </label>
      ))}
    </div>
  );
}
