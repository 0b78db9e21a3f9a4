import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../ui/Button.js';
import { CopyButton } from '../ui/CopyButton.js';
import { EmptyState } from '../ui/EmptyState.js';
import { words } from '../words/language.js';

export interface ErrorBoundaryProps {
  /** Names the area in the report. */
  readonly area: string;
  readonly children: ReactNode;
}

interface State {
  readonly report: string | undefined;
}

/** Keeps what broke in one area from taking the others along, and says so. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { report: undefined };

  static getDerivedStateFromError(error: unknown): State {
    // Names and places of our code; a message might quote what somebody wrote.
    return { report: error instanceof Error ? `${error.name}\n${placesOf(error.stack)}` : 'unknown' };
  }

  override componentDidCatch(_error: unknown, { componentStack }: ErrorInfo): void {
    this.setState(({ report }) => ({ report: `${report ?? ''}\n${placesOf(componentStack ?? '')}` }));
  }

  override render(): ReactNode {
    const { report } = this.state;
    if (report === undefined) return this.props.children;
    return (
      <EmptyState
        title={words('broken.title')}
        text={words('broken.text')}
        action={
          <div className="broken-actions">
            <Button
              look="primary"
              onPress={() => {
                location.reload();
              }}
            >
              {words('broken.reload')}
            </Button>
            <CopyButton text={`${this.props.area}: ${report}`} label={words('broken.copy')} />
          </div>
        }
      />
    );
  }
}

function placesOf(stack = ''): string {
  return (
    stack
      .split('\n')
      .filter((line) => /^\s*at /u.test(line))
      .slice(0, 12)
      // Files without where they come from: the address of a window in a browser is not for others.
      .map((line) => line.replaceAll(/(?<![\w+.-])[\w+.-]+:\/\/[^\s()]*\//gu, ''))
      .join('\n')
  );
}
