import { Field } from '../../ui/Field.tsx';

interface PersonFieldProps {
  label: string;
  people: readonly { readonly id: string; readonly name: string }[];
  value: string;
  onChange: (id: string) => void;
  /** The words for nobody; absent: somebody must be named. */
  none?: string;
  /** Named now, though perhaps not among the people of the store. */
  also?: { readonly id: string; readonly name: string } | null;
}

export function PersonField({ label, people, value, onChange, none, also }: PersonFieldProps) {
  const all = also && !people.some(({ id }) => id === also.id) ? [also, ...people] : people;
  return (
    <Field label={label}>
      <select className="select" value={value} onChange={(event) => onChange(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {all.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
