import { Switch as Base } from '@base-ui/react/switch';
import './controls.css';

export interface SwitchProps {
  /** Names it for a screen reader; the visible text beside it is the caller's. */
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <Base.Root className="switch" aria-label={label} checked={isOn} onCheckedChange={onChange}>
      <Base.Thumb className="switch-thumb" />
    </Base.Root>
  );
}
