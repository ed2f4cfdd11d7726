/** Where an attack would report to, if one got that far. Nothing answers there, and nothing may ask. */
export const foreign = 'https://evil.example';

const script = 'window.__ran=1';
const vectors = [
  `<script>${script}</script>`,
  `<img src=x onerror="${script}">`,
  `<svg onload="${script}">`,
  `<svg><script>${script}</script></svg>`,
  `<iframe srcdoc="<script>parent.__ran=1</script>"></iframe>`,
  `<iframe src="javascript:parent.__ran=1"></iframe>`,
  `<body onload="${script}">`,
  `<details open ontoggle="${script}">`,
  `<video><source onerror="${script}"></video>`,
  `<math><mtext><img src=x onerror="${script}">`,
  `<a href="javascript:${script}">press</a>`,
  `[press](javascript:${script})`,
  `![seen](${foreign}/seen.png)`,
  `<img src="${foreign}/leak.png">`,
  `<style>@import url(${foreign}/s.css);*{background:url(${foreign}/b.png)}</style>`,
  `<link rel=stylesheet href="${foreign}/l.css">`,
  `<meta http-equiv=refresh content="0;url=${foreign}/m">`,
  `<object data="${foreign}/o"></object>`,
  `<form action="${foreign}/f"><input autofocus onfocus="${script}"></form>`,
  `<base href="${foreign}/">`,
];

/** Ways to get past something that cleans, closes or decodes. */
const disguises: ((vector: string) => string)[] = [
  (vector) => vector,
  (vector) => vector.toUpperCase().replaceAll('__RAN', '__ran'),
  (vector) => `">${vector}`,
  (vector) => `'>${vector}`,
  (vector) => `</textarea></title></style>${vector}`,
  (vector) => `</script>${vector}`,
  (vector) => `-->${vector}<!--`,
  (vector) => `]]>${vector}`,
  (vector) => `<${vector}`,
  (vector) => vector.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (vector) => vector.replaceAll('<', '&#x3c;').replaceAll('javascript', 'java&#x09;script'),
  (vector) => encodeURIComponent(vector),
  (vector) => vector.replaceAll('<', '\\u003c'),
  (vector) => vector.replaceAll('<', '\u200b<').replaceAll('javascript', 'jAvAsCrIpT'),
  (vector) => `\`${vector}\` | ${vector}`,
];

/** What a reader sees of attack n. */
const sign = (n: number): string => `m${String(n).padStart(3, '0')}.`;

/** 300 texts that would run a script or tell somebody else, were they ever taken for markup; each with its own sign. */
export const attacks: string[] = vectors.flatMap((vector, row) =>
  disguises.map((disguise, column) => `${sign(row * disguises.length + column)} ${disguise(vector)}`),
);

/** How many of them can be seen in a text. */
export const seenIn = (text: string): number => attacks.filter((_, n) => text.includes(sign(n))).length;
