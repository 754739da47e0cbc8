/**
 * The order of the rooms: each may import those before it. docs/house.md tells why.
 * A room that does not exist yet stands here all the same.
 */
const ROOMS = [
  'base',
  'ui',
  'people',
  'search',
  'policies',
  'knowledge',
  'customers',
  'clocks',
  'channels',
  'calls',
  'complaints',
  'incidents',
  'papers',
  'crisis',
  'authorities',
  'accountability',
  'precedents',
  'imports',
  'shifts',
  'frontline',
  'remedies',
  'prevention',
  'callbacks',
  'assist',
  'quality',
  'training',
  'pay',
  'notices',
  'analytics',
  'app',
];

const any = (names) => `(${names.join('|')})`;
const room = (name) => `^src/${name}/`;

/** Tests, and what only tests use, may reach anywhere. */
const TESTS = String.raw`(\.test\.tsx?|/samples\.ts|^src/app/testing[^/]*\.ts)$`;
const PRIVATE = String.raw`(store|reads)[a-z-]*\.ts$`;
const ENTRANCES = String.raw`(routes|jobs)[a-z-]*\.ts$`;
const WEB = '^src/([^/]+/web|ui)/';
/** Code that needs Node or the database; of app, all but the list of a pack's sections, which drafts are checked by. */
const SERVER = String.raw`^src/(base/server/|[^/]+/(actions|server)/|[^/]+/(store|reads|routes|jobs)[a-z-]*\.ts$|[^/]+/[^/]+\.sql\.ts$|app/(?!pack-sections)[^/]+\.ts$)`;
const CONTRACT = String.raw`/[a-z-]*contract\.ts$`;
/** Files right in a room that are neither server nor tests: its nouns and rules. */
const RULES = `^src/${any(ROOMS.filter((name) => name !== 'app' && name !== 'ui'))}/[^/]+\\.ts$`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...ROOMS.slice(0, -1).map((name, place) => ({
      name: 'no-import-uphill',
      comment:
        'the imported room stands above: tell it by a fact, or let it answer a gate; pages of several rooms belong in app/web',
      severity: 'error',
      from: { path: room(name), pathNot: TESTS },
      to: { path: `^src/${any(ROOMS.slice(place + 1))}/` },
    })),
    {
      name: 'every-room-has-its-place',
      comment: 'the room is missing in the list of .dependency-cruiser.cjs',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/${any(ROOMS)}/` },
      to: {},
    },
    {
      name: 'private-to-its-room',
      comment: 'a room reads and writes through another room’s actions, never through its store or reads',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: TESTS },
      to: { path: `^src/[^/]+/${PRIVATE}`, pathNot: '^src/$1/' },
    },
    {
      name: 'entrances-for-the-roof-only',
      comment: 'routes and jobs are wired together in app and used by nobody else',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: ['^src/app/', TESTS] },
      to: { path: `^src/[^/]+/${ENTRANCES}`, pathNot: '^src/$1/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'a rule takes values and returns a value: no server file, no database, no Node',
      severity: 'error',
      from: { path: RULES, pathNot: [SERVER, TESTS] },
      to: { path: SERVER },
    },
    {
      name: 'rules-know-no-platform',
      comment: 'rules run in the browser too',
      severity: 'error',
      from: { path: RULES, pathNot: [SERVER, TESTS] },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/(zod|chinese-days|yaml)/' },
    },
    {
      name: 'rules-show-nothing',
      comment: 'web files import rules, not the other way round',
      severity: 'error',
      from: { path: '^src/', pathNot: [WEB, TESTS] },
      to: { path: WEB },
    },
    {
      name: 'no-server-in-the-browser',
      comment: 'web files import no server file',
      severity: 'error',
      from: { path: WEB, pathNot: TESTS },
      to: { path: SERVER, pathNot: CONTRACT },
    },
    {
      name: 'contracts-as-types',
      comment: 'the browser knows contracts as types only, so that their schemas stay out of the bundle',
      severity: 'error',
      from: { path: WEB, pathNot: TESTS },
      to: { path: CONTRACT, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-node-in-the-browser',
      severity: 'error',
      from: { path: WEB, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-tools-in-service',
      comment: 'what runs in service may not need a development dependency',
      severity: 'error',
      from: { path: '^src/', pathNot: [TESTS, WEB] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // TypeScript 7 has no programming interface; without another parser nothing at all would be read
    parser: 'swc',
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
