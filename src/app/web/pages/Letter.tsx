import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { LetterActs } from '../../../papers/web/LetterActs.tsx';
import { LetterEdit } from '../../../papers/web/LetterEdit.tsx';
import { LetterFacts } from '../../../papers/web/LetterFacts.tsx';
import { letterTone } from '../../../papers/web/letter-tone.ts';
import { useLetter } from '../../../papers/web/use-papers.ts';
import '../../../papers/web/papers.css';
import { Chip } from '../../../ui/Chip.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { CheckedWords } from '../CheckedWords.tsx';
import { NotYet } from '../NotYet.tsx';

/** One letter: its words, and the next step on its way out. */
export function Letter() {
  const { id } = useParams({ from: '/shell/letters/$id' });
  return <OneLetter key={id} id={id} />;
}

function OneLetter({ id }: { id: string }) {
  const t = useWords('papers');
  const { data, error } = useLetter(id);
  const [unsaved, setUnsaved] = useState(false);
  const toList = (
    <Link to="/letters" search={{}}>
      {t('letters.title')}
    </Link>
  );
  if (!data)
    return (
      <NotYet
        error={error}
        missing={<Empty title={t('letter.notThere')} text={t('letter.notThereText')} action={toList} />}
      />
    );
  return (
    <Page
      title={data.title}
      lead={
        <span className="wrap">
          <Chip tone={letterTone(data.state)} text={t(`states.${data.state}`)} />
          {data.number ?? ''} {data.recipient} · {data.store.name}
        </span>
      }
      actions={
        <span className="wrap">
          {toList}
          <Link to="/letters/$id/print" params={{ id }} search={{}}>
            {t('letter.print')}
          </Link>
        </span>
      }
    >
      <div className="letter-columns">
        <Panel title={t('letter.body')}>
          {data.can.includes('change') ? (
            <CheckedWords>
              <LetterEdit key={data.textVersion} letter={data} onDirty={setUnsaved} />
            </CheckedWords>
          ) : (
            <p className="letter-text">{data.body}</p>
          )}
        </Panel>
        <div className="stack">
          <LetterActs letter={data} unsaved={unsaved} />
          <LetterFacts letter={data} />
        </div>
      </div>
    </Page>
  );
}
