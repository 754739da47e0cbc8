import { createHash } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Sql } from '../../base/server/db.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { passwordChanged, secondFactorDropped, secondFactorSet, sessionsEnded, signedIn, signedOut } from '../facts.ts';
import type { Staff } from '../staff.ts';
import { deleteSession, deleteSessionsBut, markPassword } from '../store.ts';
import { attempting } from './attempts.ts';
import { ADDRESS_HEADER, type Auth } from './better-auth.ts';
import { signInPerson } from './rows.ts';
import { sessionsChanged, sessionToken } from './session-staff.ts';

/** What sign-in needs of the process. */
export interface SignInDesk {
  readonly sql: Sql;
  readonly auth: Auth;
}

/** Where a request comes from. `cookie` is the header as sent. */
export interface Origin {
  readonly address: string;
  readonly browser: string;
  readonly cookie?: string | undefined;
}

/** Values for `set-cookie` headers. */
export type Cookies = string[];

const wrong = (): Refusal => new Refusal('people.sign-in-failed', { status: 401 });

/** The same answer, after the same work, for a wrong password and for nobody of that address. */
export async function signIn(
  desk: SignInDesk,
  given: { email: string; password: string; code?: string | undefined },
  origin: Origin,
): Promise<Cookies> {
  const email = given.email.trim().toLowerCase();
  const { sql, auth } = desk;
  return attempting(sql, { email, address: origin.address }, async () => {
    const person = await signInPerson(sql, email);
    if (!person) {
      await (await auth.$context).password.hash(given.password);
      throw wrong();
    }
    const headers = headersOf({ ...origin, cookie: undefined });
    const first = await asked(
      auth.api.signInEmail({ body: { email, password: given.password }, headers, returnHeaders: true }),
      wrong,
    );
    const challenged = 'twoFactorRedirect' in first.response;
    if (challenged && given.code === undefined) {
      return { outcome: 'code-asked', value: [] };
    }
    if (challenged) await spendCode(sql, person.staffId, given.code ?? '');
    const cookies = challenged
      ? await answerChallenge(auth, headers, first.headers.getSetCookie(), given.code ?? '')
      : first.headers.getSetCookie();
    await inTransaction(sql, person, async (tx) => {
      announce(tx, signedIn, {
        subjectId: person.staffId,
        data: { staffId: person.staffId, secondFactor: challenged },
      });
    });
    return { outcome: 'succeeded', value: sessionCookies(cookies) };
  }).then((cookies) => {
    if (cookies.length === 0) throw new Refusal('people.code-needed', { status: 401 });
    return cookies;
  });
}

/**
 * A code may be tried once: the library takes it for a minute and a half, long enough for whoever looked on (RFC 6238,
 * 5.2). Backup codes it uses up itself.
 */
async function spendCode(sql: Sql, staffId: string, code: string): Promise<void> {
  const said = code.replace(/\s/g, '');
  const id = createHash('sha256').update(`${staffId} ${said}`).digest('hex').slice(0, 32);
  const [fresh] = await sql`
    insert into auth_verification as tried (id, identifier, value, expires_at)
    values (${id}, 'code-tried', '', now() + interval '3 minutes')
    on conflict (id) do update set expires_at = excluded.expires_at where tried.expires_at < now()
    returning id`;
  if (!fresh) throw new Refusal('people.wrong-code', { status: 401 });
}

async function answerChallenge(auth: Auth, headers: Headers, challenge: Cookies, code: string): Promise<Cookies> {
  const answering = new Headers(headers);
  answering.set('cookie', challenge.map((cookie) => cookie.split(';', 1)[0]).join('; '));
  const said = code.replace(/\s/g, '');
  const call = { headers: answering, returnHeaders: true } as const;
  const verified = await asked<{ headers: Headers }>(
    /^\d{6}$/.test(said)
      ? auth.api.verifyTOTP({ ...call, body: { code: said } })
      : auth.api.verifyBackupCode({ ...call, body: { code: said } }),
    () => new Refusal('people.wrong-code', { status: 401 }),
  );
  return verified.headers.getSetCookie();
}

export async function signOut(desk: SignInDesk, staff: Staff): Promise<Cookies> {
  const { staffId, sessionId } = bySession(staff);
  await inTransaction(desk.sql, staff, async (tx) => {
    tx.write(deleteSession(tx, staffId, sessionId));
    announce(tx, signedOut, { subjectId: staffId, data: { staffId } });
  });
  await sessionsChanged(desk.sql, staffId);
  return clearedCookies(desk.auth);
}

export async function endOneSession(desk: SignInDesk, staff: Staff, id: string): Promise<void> {
  const { staffId } = bySession(staff);
  await inTransaction(desk.sql, staff, async (tx) => {
    const { count } = await deleteSession(tx, staffId, id);
    if (count === 0) throw notFound();
    announce(tx, sessionsEnded, { subjectId: staffId, data: { staffId, by: 'revoked', count } });
  });
  await sessionsChanged(desk.sql, staffId);
}

export async function changePassword(
  desk: SignInDesk,
  staff: Staff,
  given: { current: string; next: string },
  origin: Origin & { email: string },
): Promise<Cookies> {
  const { staffId } = bySession(staff);
  if (given.next === given.current) throw new Refusal('people.same-password', { status: 400 });
  const changed = await attempting(desk.sql, origin, async () => ({
    outcome: 'succeeded',
    value: await asked(
      desk.auth.api.changePassword({
        body: { currentPassword: given.current, newPassword: given.next, revokeOtherSessions: true },
        headers: headersOf(origin),
        returnHeaders: true,
      }),
      () => new Refusal('people.wrong-password', { status: 403 }),
    ),
  }));
  await inTransaction(desk.sql, staff, async (tx) => {
    tx.write(markPassword(tx, staffId, null));
    announce(tx, passwordChanged, { subjectId: staffId, data: { staffId } });
  });
  await sessionsChanged(desk.sql, staffId);
  return sessionCookies(changed.headers.getSetCookie());
}

export async function startTotp(
  desk: SignInDesk,
  staff: Staff,
  password: string,
  origin: Origin & { email: string },
): Promise<{ uri: string; secret: string; backupCodes: string[] }> {
  bySession(staff);
  return attempting(desk.sql, origin, async () => {
    const begun = await asked(
      desk.auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersOf(origin) }),
      (code) =>
        code === 'TOTP_ALREADY_ENABLED'
          ? new Refusal('people.second-factor-there')
          : new Refusal('people.wrong-password', { status: 403 }),
    );
    if (begun.method !== 'totp') throw new Error('the library began another second factor');
    const { totpURI: uri, backupCodes } = begun;
    return { outcome: 'succeeded', value: { uri, backupCodes, secret: new URL(uri).searchParams.get('secret') ?? '' } };
  });
}

export async function confirmTotp(
  desk: SignInDesk,
  staff: Staff,
  code: string,
  origin: Origin & { email: string },
): Promise<Cookies> {
  const { staffId } = bySession(staff);
  const cookies = await attempting(desk.sql, origin, async () => {
    const verified = await asked(
      desk.auth.api.verifyTOTP({ body: { code }, headers: headersOf(origin), returnHeaders: true }),
      () => new Refusal('people.wrong-code', { status: 403 }),
    );
    return { outcome: 'succeeded', value: sessionCookies(verified.headers.getSetCookie()) };
  });
  await afterSecondFactor(desk, staff, cookies, secondFactorSet, staffId);
  return cookies;
}

export async function dropTotp(
  desk: SignInDesk,
  staff: Staff,
  password: string,
  origin: Origin & { email: string },
): Promise<Cookies> {
  const { staffId } = bySession(staff);
  const cookies = await attempting(desk.sql, origin, async () => {
    const dropped = await asked(
      desk.auth.api.disableTwoFactor({ body: { password }, headers: headersOf(origin), returnHeaders: true }),
      () => new Refusal('people.wrong-password', { status: 403 }),
    );
    return { outcome: 'succeeded', value: sessionCookies(dropped.headers.getSetCookie()) };
  });
  await afterSecondFactor(desk, staff, cookies, secondFactorDropped, staffId);
  return cookies;
}

/** The library renews the session that asked; the others end here. */
async function afterSecondFactor(
  desk: SignInDesk,
  staff: Staff,
  cookies: Cookies,
  what: typeof secondFactorSet | typeof secondFactorDropped,
  staffId: string,
): Promise<void> {
  const fresh = cookies
    .map((cookie) => sessionToken(cookie.split(';', 1)[0]?.split('=')[1] ?? '', desk.auth.options.secret ?? ''))
    .find(Boolean);
  await inTransaction(desk.sql, staff, async (tx) => {
    const count = await deleteSessionsBut(tx, staffId, fresh ?? '');
    announce(tx, what, { subjectId: staffId, data: { staffId } });
    if (count > 0) announce(tx, sessionsEnded, { subjectId: staffId, data: { staffId, by: 'second-factor', count } });
  });
  await sessionsChanged(desk.sql, staffId);
}

/** Passwords, sessions, second factors and new tokens are for people at a screen; a token may not breed. */
export function bySession(staff: Staff): { staffId: string; sessionId: string } {
  const { staffId, sessionId } = staff;
  if (staffId === null || !sessionId) throw new Refusal('people.session-needed', { status: 403 });
  return { staffId, sessionId };
}

const headersOf = ({ address, browser, cookie }: Origin): Headers =>
  new Headers({ [ADDRESS_HEADER]: address, 'user-agent': browser.slice(0, 300), ...(cookie ? { cookie } : {}) });

/** Of the library's cookies only the session's leaves the house. */
const sessionCookies = (cookies: Cookies): Cookies =>
  cookies.filter((cookie) => cookie.includes('.session_token=') && !/max-age=0/i.test(cookie));

function clearedCookies(auth: Auth): Cookies {
  const secure = auth.options.advanced.useSecureCookies;
  return [
    `${secure ? '__Secure-' : ''}wanhui.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  ];
}

/** The library's refusals become ours; its faults stay faults. */
async function asked<T>(call: Promise<T>, refusal: (code: string) => Refusal): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500)
      throw refusal((error.body as { code?: string } | undefined)?.code ?? '');
    throw error;
  }
}
