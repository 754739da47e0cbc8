import { cloneElement, type ReactElement, type ReactNode, useId } from 'react';

export interface FieldProps {
  label: ReactNode;
  /** Below the control, in quiet letters. */
  hint?: ReactNode;
  /** What is wrong and what to do. */
  error?: ReactNode;
  /** Marks the label; says nothing by colour alone. */
  required?: boolean;
  /** One control that takes `id`, `aria-describedby` and `aria-invalid`. */
  children: ReactElement<Record<string, unknown>>;
}

export function Field({ label, hint, error, required, children }: FieldProps) {
  const made = useId();
  const id = (children.props['id'] as string | undefined) ?? made;
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="field-label" htmlFor={id}>
        {label}
        {required && (
          <span className="field-required" aria-hidden>
            *
          </span>
        )}
      </label>
      {cloneElement(children, {
        id,
        ...(note ? { 'aria-describedby': noteId } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
        ...(error && typeof children.type !== 'string' ? { status: 'error' } : {}),
        ...(required ? { 'aria-required': true } : {}),
      })}
      {note && (
        <div className={error ? 'field-error' : 'field-hint'} id={noteId} role={error ? 'alert' : undefined}>
          {note}
        </div>
      )}
    </div>
  );
}
