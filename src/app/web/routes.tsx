import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { Loading } from './Loading.tsx';
import { NotThere } from './NotThere.tsx';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Outlet });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
/** Whatever else is asked for, with the frame around it that leads on. */
const elsewhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotThere });

/** What stands after `?`: every value stays the text it was, so that digits of a phone do not become a number. */
export type Search = Record<string, string | undefined>;
const asText = (search: Record<string, unknown>): Search => search as Search;

const page = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Workbench.tsx'), 'Workbench'),
});
const register = createRoute({
  getParentRoute: () => shell,
  path: '/register',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Register.tsx'), 'Register'),
});
const complaints = createRoute({
  getParentRoute: () => shell,
  path: '/complaints',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Complaints.tsx'), 'Complaints'),
});
const search = createRoute({
  getParentRoute: () => shell,
  path: '/search',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Search.tsx'), 'Search'),
});
const complaint = createRoute({
  getParentRoute: () => shell,
  path: '/complaints/$id',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Case.tsx'), 'Case'),
});
const specialMatters = createRoute({
  getParentRoute: () => shell,
  path: '/special-matters',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/SpecialMatters.tsx'), 'SpecialMatters'),
});
const accountability = createRoute({
  getParentRoute: () => shell,
  path: '/accountability',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Accountability.tsx'), 'Accountability'),
});
const penalty = createRoute({
  getParentRoute: () => shell,
  path: '/accountability/$id',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Penalty.tsx'), 'Penalty'),
});
const ownStatements = createRoute({
  getParentRoute: () => shell,
  path: '/my-statements',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/OwnStatements.tsx'), 'OwnStatements'),
});
const casePaper = createRoute({
  getParentRoute: () => shell,
  path: '/complaints/$id/papers/$form',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/CasePaper.tsx'), 'CasePaper'),
});
const talk = createRoute({
  getParentRoute: () => shell,
  path: '/complaints/$id/talks/$talk',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Talk.tsx'), 'Talk'),
});
const myTalks = createRoute({
  getParentRoute: () => shell,
  path: '/my-talks',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/MyTalks.tsx'), 'MyTalks'),
});
const letters = createRoute({
  getParentRoute: () => shell,
  path: '/letters',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Letters.tsx'), 'Letters'),
});
const letter = createRoute({
  getParentRoute: () => shell,
  path: '/letters/$id',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Letter.tsx'), 'Letter'),
});
const letterPaper = createRoute({
  getParentRoute: () => shell,
  path: '/letters/$id/print',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/LetterPaper.tsx'), 'LetterPaper'),
});
const forms = createRoute({
  getParentRoute: () => shell,
  path: '/day/forms',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Forms.tsx'), 'Forms'),
});
const incidents = createRoute({
  getParentRoute: () => shell,
  path: '/incidents',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Incidents.tsx'), 'Incidents'),
});
const incident = createRoute({
  getParentRoute: () => shell,
  path: '/incidents/$id',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Incident.tsx'), 'Incident'),
});
const authorityLetters = createRoute({
  getParentRoute: () => shell,
  path: '/authority-letters',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/AuthorityLetters.tsx'), 'AuthorityLetters'),
});
const day = createRoute({
  getParentRoute: () => shell,
  path: '/day',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Day.tsx'), 'Day'),
});
const figures = createRoute({
  getParentRoute: () => shell,
  path: '/day/figures',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Figures.tsx'), 'Figures'),
});
const equalService = createRoute({
  getParentRoute: () => shell,
  path: '/day/equal-service',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/EqualService.tsx'), 'EqualService'),
});
const lessons = createRoute({
  getParentRoute: () => shell,
  path: '/lessons',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Lessons.tsx'), 'Lessons'),
});
const practice = createRoute({
  getParentRoute: () => shell,
  path: '/practice',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Practice.tsx'), 'Practice'),
});
const language = createRoute({
  getParentRoute: () => shell,
  path: '/language',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Language.tsx'), 'Language'),
});
const crises = createRoute({
  getParentRoute: () => shell,
  path: '/crisis',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Crises.tsx'), 'Crises'),
});
const crisis = createRoute({
  getParentRoute: () => shell,
  path: '/crisis/$id',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Crisis.tsx'), 'Crisis'),
});
const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Imports.tsx'), 'Imports'),
});
const shift = createRoute({
  getParentRoute: () => shell,
  path: '/shift',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Shift.tsx'), 'Shift'),
});
const duty = createRoute({
  getParentRoute: () => shell,
  path: '/duty',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Duty.tsx'), 'Duty'),
});
const frontline = createRoute({
  getParentRoute: () => shell,
  path: '/frontline',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Frontline.tsx'), 'Frontline'),
});
const people = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/People.tsx'), 'People'),
});
const calendars = createRoute({
  getParentRoute: () => shell,
  path: '/calendars',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Calendars.tsx'), 'Calendars'),
});
const policy = createRoute({
  getParentRoute: () => shell,
  path: '/policy',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Policy.tsx'), 'Policy'),
});
const policyDrafts = createRoute({
  getParentRoute: () => shell,
  path: '/policy/drafts',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/PolicyDrafts.tsx'), 'PolicyDrafts'),
});
const policyDraft = createRoute({
  getParentRoute: () => shell,
  path: '/policy/drafts/$id',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/PolicyDraft.tsx'), 'PolicyDraft'),
});
const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Notices.tsx'), 'Notices'),
});
const noticeSettings = createRoute({
  getParentRoute: () => shell,
  path: '/notice-settings',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/NoticeSettings.tsx'), 'NoticeSettings'),
});
const modelSettings = createRoute({
  getParentRoute: () => shell,
  path: '/model-settings',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/ModelSettings.tsx'), 'ModelSettings'),
});
const profile = createRoute({
  getParentRoute: () => shell,
  path: '/profile',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Profile.tsx'), 'Profile'),
});
const report = createRoute({
  getParentRoute: () => root,
  path: '/report',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Report.tsx'), 'Report'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/SignIn.tsx'), 'SignIn'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/SetUp.tsx'), 'SetUp'),
});

const tree = root.addChildren([
  shell.addChildren([
    elsewhere,
    page,
    search,
    register,
    complaints,
    complaint,
    casePaper,
    talk,
    myTalks,
    letters,
    letter,
    letterPaper,
    forms,
    specialMatters,
    accountability,
    penalty,
    ownStatements,
    incidents,
    incident,
    crises,
    crisis,
    authorityLetters,
    imports,
    day,
    figures,
    equalService,
    lessons,
    practice,
    language,
    shift,
    duty,
    frontline,
    people,
    calendars,
    policy,
    policyDrafts,
    policyDraft,
    notices,
    noticeSettings,
    modelSettings,
    profile,
  ]),
  report,
  signIn,
  setUp,
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultPendingMs: 150,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(search)) {
      if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
    }
    const text = query.toString();
    return text && `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
