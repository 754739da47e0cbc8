import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import type { CategoryAskProps } from '../../complaints/web/category-ask.ts';
import type * as contract from '../model-contract.ts';
import { ModelAsk } from './ModelAsk.tsx';
import type { Suggestion } from './use-model.ts';

/** A category for what the customer said: a suggestion that one key takes. */
export default function ModelCategory({ of, onTake }: CategoryAskProps) {
  const t = useWords('assist');
  return (
    <ModelAsk<Suggestion>
      use="categorise"
      disabled={!('caseId' in of) && (!of.ownWords.trim() || of.storeId === null)}
      ask={(look, options) => {
        if ('caseId' in of)
          return call<typeof contract.categorise>('POST /api/complaints/:id/category-suggestion', {
            params: { id: of.caseId },
            input: { look },
            ...options,
          });
        const { storeId, ...words } = of;
        return call<typeof contract.categoriseNew>('POST /api/category-suggestions', {
          input: { ...words, storeId: storeId ?? '', look },
          ...options,
        });
      }}
    >
      {({ category }, drop) =>
        category ? (
          <div className="wrap">
            <Button
              size="small"
              type="primary"
              onClick={() => {
                onTake(category.key);
                drop();
              }}
            >
              {t('model.takeCategory', { title: category.title })}
            </Button>
            <Button size="small" onClick={drop}>
              {t('model.drop')}
            </Button>
          </div>
        ) : (
          <p>{t('model.noCategory')}</p>
        )
      }
    </ModelAsk>
  );
}
