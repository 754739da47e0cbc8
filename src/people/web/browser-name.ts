const BROWSERS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Edge', /Edg\//],
  ['WeChat', /MicroMessenger\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
];
const SYSTEMS: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** What a person calls it: Chrome · Windows. The whole text when it is none that we know. */
export function browserName(agent: string): string {
  const named = [BROWSERS, SYSTEMS].map((list) => list.find(([, mark]) => mark.test(agent))?.[0]).filter(Boolean);
  return named.length > 0 ? named.join(' · ') : agent.slice(0, 60);
}
