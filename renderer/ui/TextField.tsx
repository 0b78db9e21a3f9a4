import { type HTMLInputAutoCompleteAttribute, type ReactNode, type Ref, useId } from 'react';
import './controls.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly isMultiline?: boolean;
  readonly isHidden?: boolean;
  readonly limit?: number;
  /** A button inside the field. */
  readonly action?: ReactNode;
  readonly ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error, isMultiline = false, isHidden = false } = props;
  const id = useId();
  const shared = {
    id,
    className: 'input',
    value,
    ref: props.ref,
    placeholder: props.placeholder,
    autoComplete: props.autoComplete ?? 'off',
    spellCheck: isMultiline,
    maxLength: props.limit,
    'aria-invalid': error !== undefined,
    'aria-describedby': hint === undefined && error === undefined ? undefined : `${id}-more`,
    onChange: (event: { target: { value: string } }) => {
      onChange(event.target.value);
    },
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className={props.action === undefined ? undefined : 'input-with-action'}>
        {isMultiline ? <textarea {...shared} /> : <input {...shared} type={isHidden ? 'password' : 'text'} />}
        {props.action}
      </div>
      {(error !== undefined || hint !== undefined) && (
        <div id={`${id}-more`} className={error === undefined ? 'field-hint' : 'field-error'}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}
