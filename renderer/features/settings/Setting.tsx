import type { ReactNode } from 'react';

export interface SettingProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** One line of the settings: what it is, and its control. */
export function Setting({ label, hint, children }: SettingProps) {
  return (
    <div className="setting">
      <div className="setting-text">
        <span>{label}</span>
        {hint !== undefined && <span className="small muted">{hint}</span>}
      </div>
      {children}
    </div>
  );
}
