// Texts that would run if any of them became markup, an address, or code. Each would set `window.attacked`.

const RUN = 'window.attacked=1';
const TAGS = ['img src=x onerror', 'svg onload', 'body onload', 'video src=x onerror', 'audio src=x onerror'];
const MORE_TAGS = [
  'input autofocus onfocus',
  'details open ontoggle',
  'marquee onstart',
  'iframe onload',
  'object onerror',
];
const BREAKS = [
  '',
  '"',
  "'",
  '`',
  '">',
  "'>",
  '</title>',
  '</textarea>',
  '</script>',
  '-->',
  ']]>',
  '${',
  '{{',
  '\u202E',
];

const handlers = [...TAGS, ...MORE_TAGS].flatMap((tag) => BREAKS.map((start) => `${start}<${tag}="${RUN}">`));
const scripts = BREAKS.flatMap((start) => [
  `${start}<script>${RUN}</script>`,
  `${start}<a href="javascript:${RUN}">x</a>`,
  `${start}<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `${start}<math><mtext><style><img src=x onerror="${RUN}">`,
  `${start}$t(common.close){{constructor.constructor('${RUN}')()}}`,
  `${start}[x](javascript:${RUN})`,
  `${start}<style>@import 'javascript:${RUN}'</style>`,
  `${start}<link rel=stylesheet href="data:text/css,*{}"><meta http-equiv=refresh content="0;javascript:${RUN}">`,
  `${start}<form action="javascript:${RUN}"><button autofocus>x</button></form>`,
  `${start}kith://add/"onmouseover="${RUN}"?id=kith1x`,
  `${start}https://x.example/"onclick="${RUN}`,
  `${start}data:text/html,<script>${RUN}</script>`,
]);

export const ATTACKS: readonly string[] = [...handlers, ...scripts];
