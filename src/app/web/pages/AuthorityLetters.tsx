import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { LETTER_KINDS } from '../../../authorities/letter.ts';
import { LetterList } from '../../../authorities/web/LetterList.tsx';
import { type LetterFilter, useSenders } from '../../../authorities/web/use-letters.ts';
import { language, useWords } from '../../../base/web/i18n.ts';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';

const STATES = ['owed', 'waiting', 'over', 'all'] as const;

/** 监管来函: what is due first, first. */
export function AuthorityLetters() {
  const t = useWords('authorities');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/authority-letters' });
  const { may } = useSession();
  const [storeId] = useStore();
  const senders = useSenders();
  const filter: LetterFilter = {
    state: STATES.find((one) => one === search['state']) ?? 'owed',
    ...(search['sender'] && { sender: search['sender'] }),
    ...(storeId && { storeId }),
  };
  const kind = LETTER_KINDS.find((one) => one === search['kind']);
  if (kind) filter.kind = kind;
  const go = (part: Record<string, string | undefined>): void =>
    void navigate({ to: '/authority-letters', search: { ...search, ...part }, replace: true });
  const file = `/api/authority-letters/file?${new URLSearchParams({ ...filter, language: language() })}`;
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        <>
          {may('export') && (
            <Button icon={<DownloadOutlined aria-hidden />} href={file} download>
              {t('list.export')}
            </Button>
          )}
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('list.print')}
          </Button>
        </>
      }
    >
      <Panel
        title={t(`list.${filter.state}`)}
        extra={
          <div className="letter-filters">
            <select
              className="select"
              aria-label={t('list.state')}
              value={filter.state}
              onChange={(event) => go({ state: event.target.value })}
            >
              {STATES.map((one) => (
                <option key={one} value={one}>
                  {t(`list.${one}`)}
                </option>
              ))}
            </select>
            <select
              className="select"
              aria-label={t('list.sender')}
              value={filter.sender ?? ''}
              onChange={(event) => go({ sender: event.target.value || undefined })}
            >
              <option value="">{t('list.anySender')}</option>
              {senders.data?.items.map(({ sender, owed }) => (
                <option key={sender} value={sender}>
                  {t('list.senderCount', { sender, owed })}
                </option>
              ))}
            </select>
            <select
              className="select"
              aria-label={t('list.kind')}
              value={kind ?? ''}
              onChange={(event) => go({ kind: event.target.value || undefined })}
            >
              <option value="">{t('list.anyKind')}</option>
              {LETTER_KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`kinds.${one}`)}
                </option>
              ))}
            </select>
          </div>
        }
      >
        <LetterList filter={filter} />
      </Panel>
    </Page>
  );
}
