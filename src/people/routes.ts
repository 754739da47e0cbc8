import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnyEndpoint } from '../base/contract.ts';
import { notFound } from '../base/refusal.ts';
import { type Given, type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import { inTransaction, type Tx } from '../base/server/transaction.ts';
import { addPerson } from './actions/add-person.ts';
import { endPost } from './actions/end-post.ts';
import { appointDeputy, grantPost } from './actions/grant-post.ts';
import { addShifts, changeShift, copyWeek, removeShift, savePatterns } from './actions/keep-roster.ts';
import { managedPerson } from './actions/lock-people.ts';
import {
  keepPhone,
  type LeavingGate,
  letGo,
  reactivatePerson,
  renamePerson,
  resetPassword,
  suspendPerson,
} from './actions/manage-person.ts';
import { addDepartment, addStore, renameDepartment, renameStore } from './actions/manage-stores.ts';
import { hashed, temporaryPassword } from './actions/passwords.ts';
import type { PostsOf } from './actions/session-staff.ts';
import * as signing from './actions/sign-in.ts';
import { endLeave, takeLeave } from './actions/take-leave.ts';
import { createToken, revokeToken } from './actions/tokens.ts';
import * as people from './contract.ts';
import * as duty from './duty-contract.ts';
import { dutyOf } from './duty-view.sql.ts';
import type { PostsInForce } from './pack.ts';
import * as reads from './reads.ts';
import * as sign from './sign-in-contract.ts';
import type { Staff } from './staff.ts';
import { setLanguage, setPhone } from './store.ts';

/** What the room's routes need of the process. */
export interface PeopleDesk extends signing.SignInDesk {
  readonly postsOf: PostsOf;
  /** Questions of higher rooms before somebody leaves for good. */
  readonly leaving: readonly LeavingGate[];
  /** What higher rooms do in the same transaction when somebody comes into a post. */
  readonly granted?: readonly ((tx: Tx<Staff>, staffId: string) => Promise<void>)[];
}

const ok = { ok: true } as const;

export function peopleRoutes(desk: PeopleDesk): Route<Staff>[] {
  const tellGranted = async (tx: Tx<Staff>, staffId: string): Promise<void> => {
    await tx.flush();
    for (const hear of desk.granted ?? []) await hear(tx, staffId);
  };
  /** An action that looks at the posts of the policy in force. */
  const acting = <E extends AnyEndpoint>(
    endpoint: E,
    action: (tx: Tx<Staff>, given: Given<E>, section: PostsInForce) => Promise<unknown>,
  ): Route<Staff> =>
    write<Staff, E>(endpoint, async (tx, given) => {
      const made = await action(tx, given, await desk.postsOf(tx.caller.orgId, tx.sql));
      return (made ?? ok) as never;
    });

  /**
   * Replies that show a secret once, and bodies that hold a password: never kept for an Idempotency-Key.
   */
  const once = <E extends AnyEndpoint>(
    endpoint: E,
    act: (
      staff: Staff,
      given: Given<E>,
      exchange: { request: FastifyRequest; reply: FastifyReply },
    ) => Promise<unknown>,
  ): Route<Staff> =>
    raw<Staff, E>(endpoint, async ({ caller, given, request, reply }) => {
      const value = await act(caller, given, { request, reply });
      reply.code(endpoint.status ?? (endpoint.reply ? 200 : 204));
      return value ?? null;
    });

  const here = async (staff: Staff, request: FastifyRequest) => ({
    ...origin(request),
    email: await reads.emailOf(desk.sql, staff),
  });
  const sectionOf = (staff: Staff): Promise<PostsInForce> => desk.postsOf(staff.orgId);
  const inOne = <T>(staff: Staff, work: (tx: Tx<Staff>) => Promise<T>): Promise<T> =>
    inTransaction(desk.sql, staff, work);

  return [
    once(sign.signIn, async (_, given, { request, reply }) =>
      setCookies(reply, await signing.signIn(desk, given, origin(request))),
    ),
    once(sign.signOut, async (staff, _, { reply }) => setCookies(reply, await signing.signOut(desk, staff))),
    read(sign.whoAmI, async (given) => reads.whoAmI(given, await sectionOf(given.caller))),
    write(sign.setLanguage, async (tx, { language }) => {
      tx.write(setLanguage(tx, language));
      return ok;
    }),
    read(sign.myPhone, reads.phoneOf),
    write(sign.keepMyPhone, async (tx, { phone }) => {
      tx.write(setPhone(tx, tx.caller.staffId, phone));
      return ok;
    }),
    read(sign.mySessions, async ({ sql, caller }) => ({ items: await reads.sessionsOf(sql, caller) })),
    once(sign.endSession, async (staff, { id }) => {
      await signing.endOneSession(desk, staff, id);
      return ok;
    }),
    once(sign.changePassword, async (staff, given, { request, reply }) =>
      setCookies(reply, await signing.changePassword(desk, staff, given, await here(staff, request))),
    ),
    once(sign.startTotp, async (staff, { password }, { request }) =>
      signing.startTotp(desk, staff, password, await here(staff, request)),
    ),
    once(sign.confirmTotp, async (staff, { code }, { request, reply }) =>
      setCookies(reply, await signing.confirmTotp(desk, staff, code, await here(staff, request))),
    ),
    once(sign.dropTotp, async (staff, { password }, { request, reply }) =>
      setCookies(reply, await signing.dropTotp(desk, staff, password, await here(staff, request))),
    ),

    read(sign.myTokens, async ({ sql, caller }) => ({
      items: await reads.tokensOf(sql, caller.orgId, caller.staffId ?? ''),
    })),
    once(sign.createToken, async (staff, given) => {
      const { staffId } = signing.bySession(staff);
      return inOne(staff, (tx) => createToken(tx, { ...given, staffId }));
    }),
    acting(sign.revokeToken, revokeToken),
    read(sign.tokensOf, async ({ sql, caller }, { id }) => {
      const section = await sectionOf(caller);
      await inOne(caller, (tx) => managedPerson(tx, id, section));
      return { items: await reads.tokensOf(sql, caller.orgId, id) };
    }),

    read(people.listPeople, async (given, asked) => reads.peopleList(given, asked, await sectionOf(given.caller))),
    read(people.readPerson, async (given, { id }) => {
      const person = await reads.personShown(given, id, await sectionOf(given.caller));
      if (!person) throw notFound();
      return person;
    }),
    once(people.addPerson, async (staff, given) => {
      const password = temporaryPassword();
      const passwordHash = await hashed(password);
      const section = await sectionOf(staff);
      const { id } = await inOne(staff, (tx) => addPerson(tx, { ...given, passwordHash }, section));
      return { id, temporaryPassword: password };
    }),
    acting(people.renamePerson, renamePerson),
    acting(people.keepPhone, keepPhone),
    acting(people.suspendPerson, suspendPerson),
    acting(people.reactivatePerson, reactivatePerson),
    acting(people.letGo, letGo(desk.leaving)),
    once(people.resetPassword, async (staff, given) => {
      const password = temporaryPassword();
      const passwordHash = await hashed(password);
      const section = await sectionOf(staff);
      await inOne(staff, (tx) => resetPassword(tx, { ...given, passwordHash }, section));
      return { temporaryPassword: password };
    }),
    acting(people.grantPost, async (tx, given, section) => {
      const made = await grantPost(tx, given, section);
      await tellGranted(tx, given.id);
      return made;
    }),
    acting(people.endPost, endPost),
    acting(people.appointDeputy, async (tx, given, section) => {
      const made = await appointDeputy(tx, given, section);
      await tellGranted(tx, given.staffId);
      return made;
    }),
    read(people.listPosts, async ({ caller }) => {
      return { items: reads.postList(await sectionOf(caller)) };
    }),

    read(people.listStores, async ({ sql, caller }) => ({ items: await reads.storeList(sql, caller.orgId) })),
    acting(people.addStore, addStore),
    acting(people.renameStore, renameStore),
    read(people.listDepartments, async ({ sql, caller }) => ({ items: await reads.departmentList(sql, caller.orgId) })),
    acting(people.addDepartment, addDepartment),
    acting(people.renameDepartment, renameDepartment),

    readTogether(duty.readDuty, async (given, asked) =>
      dutyOf(given, asked, await desk.postsOf(given.caller.orgId, given.sql)),
    ),
    write(duty.addShifts, addShifts),
    acting(duty.changeShift, changeShift),
    acting(duty.removeShift, removeShift),
    write(duty.copyWeek, copyWeek),
    acting(duty.savePatterns, savePatterns),
    write(duty.takeLeave, takeLeave),
    acting(duty.endLeave, endLeave),
  ];
}

const origin = (request: FastifyRequest): signing.Origin => ({
  address: request.ip,
  browser: request.headers['user-agent'] ?? '',
  cookie: request.headers.cookie,
});

function setCookies(reply: FastifyReply, cookies: readonly string[]): undefined {
  reply.header('set-cookie', cookies);
}
