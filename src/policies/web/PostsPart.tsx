import { useWords } from '../../base/web/i18n.ts';
import { formatMoney } from '../../base/web/money.ts';
import type { PostsSection } from '../../people/pack.ts';
import { PERMISSIONS, type Permission } from '../../people/permissions.ts';
import { Panel } from '../../ui/Panel.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { titled } from './Listing.tsx';

/** Who there is, how far each sees, and one table of what each may do. */
export function PostsPart({ section }: { section: PostsSection }) {
  const t = useWords('policies');
  const { posts } = section;
  const granted = new Set(posts.flatMap((post) => post.permissions));
  const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => granted.has(permission));
  return (
    <Panel title={t('posts.title')} id="posts">
      <WideTable label={t('posts.title')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('posts.post')}</th>
              <th scope="col">{t('posts.sight')}</th>
              <th scope="col">{t('posts.authority')}</th>
            </tr>
          </thead>
          <tbody>
            {posts.map((post) => (
              <tr key={post.key}>
                <th scope="row">{post.title}</th>
                <td>{t(`posts.sights.${post.sight}`)}</td>
                <td className="number">
                  {post.authorityFen === undefined ? t('page.none') : formatMoney(post.authorityFen)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <p className="quiet">
        {t('posts.atSetUp')}
        {t('base:common.colon')}
        {titled(section.atSetUp, posts).join(t('base:common.listComma'))}
      </p>
      <h3>{t('posts.permissions')}</h3>
      <WideTable label={t('posts.permissions')}>
        <table className="matrix">
          <thead>
            <tr>
              <td />
              {posts.map((post) => (
                <th scope="col" key={post.key}>
                  <span>{post.title}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row">{t(`people:permissions.${permission}`)}</th>
                {posts.map((post) => (
                  <td key={post.key}>{post.permissions.includes(permission) && <Tick />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Panel>
  );
}

export function Tick() {
  const t = useWords('base');
  return (
    <>
      <span aria-hidden>✓</span>
      <span className="visually-hidden">{t('common.yes')}</span>
    </>
  );
}
