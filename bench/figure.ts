// What a measurement says, and how it is printed.

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What DESIGN asks for; a figure without one is context for the others. */
  readonly aim?: { readonly relation: '<' | '>' | '>='; readonly value: number };
  /** How it was measured, where the name does not say it. */
  readonly note?: string;
}

export interface Measurement {
  readonly name: string;
  readonly figures: readonly Figure[];
  /** How long measuring took. */
  readonly seconds: number;
}

export function isMet({ value, aim }: Figure): boolean | null {
  if (!aim) return null;
  if (aim.relation === '<') return value < aim.value;
  return aim.relation === '>' ? value > aim.value : value >= aim.value;
}

export function printFigures(measurements: readonly Measurement[]): void {
  const rows = measurements.flatMap(({ name, figures }) => figures.map((figure) => cellsOf(name, figure)));
  const head = ['bench', 'figure', 'measured', 'aim', ''];
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)),
  );
  for (const row of [head, ...rows]) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  for (const { name, figures } of measurements) {
    for (const figure of figures) if (figure.note) console.log(`\n${name}, ${figure.name}: ${figure.note}`);
  }
}

function cellsOf(bench: string, figure: Figure): string[] {
  const { name, aim, unit } = figure;
  const met = isMet(figure);
  return [
    bench,
    name,
    `${shown(figure.value)} ${unit}`,
    aim ? `${aim.relation} ${aim.value} ${unit}` : '',
    met === null ? '' : met ? 'met' : 'NOT MET',
  ];
}

function shown(value: number): string {
  return value >= 1_000 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
}

/** The value below which this share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
