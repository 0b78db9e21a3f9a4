// What a person sees while the mesh runs: one line rewritten on a terminal, a line per tenth elsewhere.

export interface Progress {
  line(text: string): void;
  step(what: string, done: number, all: number): void;
}

export function progressOn(output: NodeJS.WriteStream): Progress {
  let told = '';
  return {
    line: (text) => {
      output.write(`${output.isTTY ? '\r\u001b[K' : ''}${text}\n`);
    },
    step: (what, done, all) => {
      const tenth = `${what} ${Math.floor((10 * done) / all)}`;
      if (output.isTTY) output.write(`\r\u001b[K${what} ${done} of ${all}${done === all ? '\n' : ''}`);
      else if (tenth !== told) output.write(`${what} ${done} of ${all}\n`);
      told = tenth;
    },
  };
}
