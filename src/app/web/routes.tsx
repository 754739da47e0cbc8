import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { Loading } from './Loading.tsx';
import { NotThere } from './NotThere.tsx';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotThere });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell, notFoundComponent: NotThere });

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
const complaint = createRoute({
  getParentRoute: () => shell,
  path: '/complaints/$id',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Case.tsx'), 'Case'),
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
const profile = createRoute({
  getParentRoute: () => shell,
  path: '/profile',
  validateSearch: asText,
  component: lazyRouteComponent(() => import('./pages/Profile.tsx'), 'Profile'),
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
  shell.addChildren([page, register, complaints, complaint, people, calendars, policy, profile]),
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
