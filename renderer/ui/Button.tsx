import { LoaderCircle } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import './controls.css';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly type?: 'button' | 'submit';
  /** Shows that it works on what was asked; further presses do nothing. */
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  readonly isWide?: boolean;
  readonly onPress?: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { look = 'plain', type = 'button', isBusy = false, isDisabled = false, isWide = false } = props;
  return (
    <button
      ref={props.ref}
      type={type}
      className={isWide ? 'button button-wide' : 'button'}
      data-look={look}
      disabled={isDisabled}
      aria-busy={isBusy}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else props.onPress?.();
      }}
    >
      {isBusy && <LoaderCircle className="spinner" aria-hidden />}
      {props.children}
    </button>
  );
}
