import { Link } from '@tanstack/react-router';
import { language, useWords } from '../../../base/web/i18n.ts';
import { PasswordPanel } from '../../../people/web/PasswordPanel.tsx';
import '../../../people/web/people.css';
import { OwnPhone } from '../../../people/web/PhoneForm.tsx';
import { SecondFactorPanel } from '../../../people/web/SecondFactorPanel.tsx';
import { SessionsPanel } from '../../../people/web/SessionsPanel.tsx';
import { TokensPanel } from '../../../people/web/TokensPanel.tsx';
import { chooseLanguage } from '../../../people/web/use-language.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Field } from '../../../ui/Field.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { SamplePanel } from '../SamplePanel.tsx';
import { type ThemeChoice, themeChoice } from '../theme.ts';

export function Profile() {
  const t = useWords('people');
  const { staff, organisation, reply } = useSession();
  const theme = themeChoice.use();
  const placeOf = (storeId: string | null) =>
    storeId === null ? t('people.allStores') : (staff.stores.find(({ id }) => id === storeId)?.name ?? '');
  return (
    <Page title={t('profile.title')} width="text">
      <div className="stack">
        <Panel title={t('profile.posts')}>
          <p>
            <strong>{staff.name}</strong> <span className="quiet as-typed">{staff.email}</span> · {organisation.name}
          </p>
          <ul className="profile-posts">
            {staff.posts.map((held) => (
              <li key={`${held.post} ${held.storeId} ${held.departmentId} ${held.actingFor?.id}`}>
                {held.title} <span className="quiet">{placeOf(held.storeId)}</span>{' '}
                {held.actingFor && <span className="quiet">{t('posts.actingFor', { name: held.actingFor.name })}</span>}
              </li>
            ))}
          </ul>
          <div className="fields">
            <Field label={t('profile.language')}>
              <select
                className="select"
                value={language()}
                onChange={(event) => void chooseLanguage(event.target.value === 'en' ? 'en' : 'zh')}
              >
                <option value="zh">中文</option>
                <option value="en">English</option>
              </select>
            </Field>
            <Field label={t('page.theme')}>
              <select
                className="select"
                value={theme ?? ''}
                onChange={(event) => themeChoice.set((event.target.value || null) as ThemeChoice | null)}
              >
                <option value="">{t('page.asSystem')}</option>
                <option value="light">{t('page.light')}</option>
                <option value="dark">{t('page.dark')}</option>
              </select>
            </Field>
          </div>
          <OwnPhone />
        </Panel>
        <Panel title={t('accountability:own.title')}>
          <p className="quiet">{t('accountability:own.lead')}</p>
          <Link to="/my-statements" search={{}}>
            {t('accountability:own.title')}
          </Link>
        </Panel>
        <Panel title={t('assist:talk.mine.title')}>
          <p className="quiet">{t('assist:talk.mine.lead')}</p>
          <Link to="/my-talks" search={{}}>
            {t('assist:talk.mine.title')}
          </Link>
        </Panel>
        {reply.temporaryPassword && <p className="note note-warn">{t('profile.password.temporary')}</p>}
        <PasswordPanel />
        <SecondFactorPanel isSet={reply.secondFactor} />
        <SessionsPanel />
        <TokensPanel />
        <SamplePanel />
      </div>
    </Page>
  );
}
