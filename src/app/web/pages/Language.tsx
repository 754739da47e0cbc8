import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { KINDS, type Kind } from '../../../assist/entry.ts';
import { LibraryChangeDialog } from '../../../assist/web/LibraryChangeDialog.tsx';
import { LibraryChanges } from '../../../assist/web/LibraryChanges.tsx';
import { LibraryEditor } from '../../../assist/web/LibraryEditor.tsx';
import { LibraryImport } from '../../../assist/web/LibraryImport.tsx';
import { LibrarySheet } from '../../../assist/web/LibrarySheet.tsx';
import { LibraryShelf } from '../../../assist/web/LibraryShelf.tsx';
import '../../../assist/web/library.css';
import { type Draft, newDraft } from '../../../assist/web/library-draft.ts';
import { isKind, type Shown } from '../../../assist/web/library-shelf.ts';
import { useLibrary } from '../../../assist/web/use-library.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

const TABS = [...KINDS, 'changes'] as const;

/** What is open beside the list. */
type Open =
  | { what: 'sheet'; shown: Shown }
  | { what: 'editor'; kind: Kind; begin: Draft; isNew: boolean }
  | { what: 'import' };

/** 用语库: what all say alike, and how it is changed. */
export function Language() {
  const t = useWords('assist');
  const navigate = useNavigate();
  const { show, change } = useSearch({ from: '/shell/language' });
  const { data, error } = useLibrary();
  const [open, setOpen] = useState<Open | null>(null);
  const tab = show === 'changes' || isKind(show) ? show : 'phrase';
  const kind = tab === 'changes' ? 'phrase' : tab;
  const go = (search: Record<string, string>): void => void navigate({ to: '/language', search, replace: true });
  const close = (): void => setOpen(null);
  const families = data?.shipped.families ?? [];
  const titleOf = (family: string) => families.find(({ key }) => key === family)?.title ?? family;
  const openChange = (id: string): void => {
    close();
    go({ show: tab, change: id });
  };
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] as string;
    go({ show: next });
    document.getElementById(`library-tab-${next}`)?.focus();
  };
  return (
    <Page
      title={t('library.title')}
      lead={t('library.lead')}
      actions={
        data?.can.propose && (
          <>
            {tab !== 'changes' && (
              <Button
                type="primary"
                icon={<PlusOutlined aria-hidden />}
                onClick={() => setOpen({ what: 'editor', kind, begin: newDraft(families[0]?.key ?? ''), isNew: true })}
              >
                {t('library.add', { what: t(`library.one.${kind}`) })}
              </Button>
            )}
            <Button icon={<DownloadOutlined aria-hidden />} href="/api/assist/library/file" download>
              {t('library.export')}
            </Button>
            <Button icon={<UploadOutlined aria-hidden />} onClick={() => setOpen({ what: 'import' })}>
              {t('library.import')}
            </Button>
          </>
        )
      }
    >
      <ProblemNote error={error} />
      {!data && !error && <Loading />}
      {data && (
        <>
          <div className="library-tabs no-print" role="tablist" aria-label={t('library.tabs')} onKeyDown={move}>
            {TABS.map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                id={`library-tab-${one}`}
                aria-controls="library-shown"
                aria-selected={one === tab}
                tabIndex={one === tab ? 0 : -1}
                className="library-tab"
                onClick={() => go({ show: one })}
              >
                {one !== 'changes'
                  ? t(`library.kind.${one}`)
                  : data.waiting > 0
                    ? t('library.changesWaiting', { count: data.waiting })
                    : t('library.changes')}
              </button>
            ))}
          </div>
          <div id="library-shown" role="tabpanel" aria-labelledby={`library-tab-${tab}`}>
            {tab === 'changes' ? (
              <LibraryChanges onChange={openChange} />
            ) : (
              <LibraryShelf kind={tab} view={data} onOpen={(shown) => setOpen({ what: 'sheet', shown })} />
            )}
          </div>
          {open?.what === 'sheet' && (
            <LibrarySheet
              shown={open.shown}
              mayPropose={data.can.propose}
              titleOf={titleOf}
              onEdit={(begin, isNew) => setOpen({ what: 'editor', kind: open.shown.kind, begin, isNew })}
              onChange={openChange}
              onClose={close}
            />
          )}
          {open?.what === 'editor' && (
            <LibraryEditor kind={open.kind} begin={open.begin} isNew={open.isNew} families={families} onClose={close} />
          )}
          {open?.what === 'import' && <LibraryImport onClose={close} />}
          {change && (
            <LibraryChangeDialog id={change} titleOf={titleOf} view={data} onClose={() => go({ show: tab })} />
          )}
        </>
      )}
    </Page>
  );
}
