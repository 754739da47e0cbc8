import { useWords } from '../../base/web/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { useDepartments, usePosts, useStores } from './use-people.ts';

export interface PostGiven {
  post: string;
  /** Empty: in all stores. */
  storeId: string;
  departmentId: string;
}
export const noPost: PostGiven = { post: '', storeId: '', departmentId: '' };
export const asSent = ({ post, storeId, departmentId }: PostGiven) => ({
  post,
  storeId: storeId || null,
  departmentId: departmentId || null,
});

interface Props {
  value: PostGiven;
  onChange: (value: PostGiven) => void;
  /** Whoever manages only some stores gives no post in all. */
  everywhere: boolean;
  error?: string | undefined;
}

export function PostFields({ value, onChange, everywhere, error }: Props) {
  const t = useWords('people');
  const all = usePosts().data?.items ?? [];
  // a post that only some stores have is offered there; chosen first, it asks for one of them
  const posts = all.filter(({ storeIds }) => !storeIds || value.storeId === '' || storeIds.includes(value.storeId));
  const stores = useStores().data?.items ?? [];
  const departments = useDepartments().data?.items ?? [];
  const chosen = posts.find(({ key }) => key === value.post);
  return (
    <>
      <Field label={t('people.post')} error={error} required>
        <select
          className="select"
          value={value.post}
          onChange={(event) => onChange({ ...value, post: event.target.value })}
        >
          <option value="">{t('page.choosePost')}</option>
          {posts.map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('people.store')}>
        <select
          className="select"
          value={value.storeId}
          onChange={(event) => onChange({ ...value, storeId: event.target.value, departmentId: '' })}
        >
          {everywhere ? (
            <option value="">{t('people.allStores')}</option>
          ) : (
            <option value="">{t('page.chooseStore')}</option>
          )}
          {stores.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      {chosen?.sight === 'department' && (
        <Field label={t('posts.department')}>
          <select
            className="select"
            value={value.departmentId}
            onChange={(event) => onChange({ ...value, departmentId: event.target.value })}
          >
            <option value="">{t('posts.allDepartments')}</option>
            {departments
              .filter(({ storeId }) => storeId === null || storeId === value.storeId)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </Field>
      )}
    </>
  );
}
