import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, done, id, key, line, page, pageOf, someLine, time } from '../base/schemas.ts';
import { permissionSchema as permission } from './pack.ts';

const byId = z.strictObject({ id: id() });
const email = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email());

// ---- people and their posts

const held = z.strictObject({
  id: id(),
  post: z.string(),
  title: z.string(),
  storeId: id().nullable(),
  departmentId: id().nullable(),
  fromDay: day(),
  /** The last day, included. */
  toDay: day().nullable(),
  endedAt: time().nullable(),
  inForce: z.boolean(),
  actingFor: z.strictObject({ id: id(), name: z.string() }).nullable(),
});

const person = z.strictObject({
  id: id(),
  name: z.string(),
  email: z.string(),
  /** For the call tree of an emergency; masked for who does not manage people. */
  phone: z.string(),
  state: z.enum(['active', 'suspended', 'left']),
  stateAt: time(),
  secondFactor: z.boolean(),
  temporaryPassword: z.boolean(),
  sample: z.boolean(),
  posts: z.array(held),
});

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  permission: 'people.read',
  summary: 'People with their present and coming posts, by name',
  input: z.strictObject({
    storeId: id().optional(),
    /** Part of a name or e-mail address. */
    q: z.string().max(100).optional(),
    state: z.enum(['active', 'suspended', 'left']).optional(),
    post: key().optional(),
    ...page,
  }),
  reply: pageOf(person),
});

export const readPerson = endpoint({
  method: 'GET',
  path: '/api/people/:id',
  permission: 'people.read',
  summary: 'One person with all posts, past ones included',
  params: byId,
  reply: person,
});

const given = {
  post: key(),
  /** Null: in all stores. */
  storeId: id().nullable(),
  departmentId: id().nullable().default(null),
};

export const addPerson = endpoint({
  method: 'POST',
  path: '/api/people',
  permission: 'people.manage',
  summary: 'Add a person with their first posts; the temporary password is shown once',
  input: z.strictObject({ name: someLine(40), email, posts: z.array(z.strictObject(given)).min(1).max(20) }),
  reply: z.strictObject({ id: id(), temporaryPassword: z.string() }),
  status: 201,
});

export const renamePerson = endpoint({
  method: 'PUT',
  path: '/api/people/:id/name',
  permission: 'people.manage',
  summary: 'Correct the name of a person',
  params: byId,
  input: z.strictObject({ name: someLine(40) }),
  reply: done,
});

export const keepPhone = endpoint({
  method: 'PUT',
  path: '/api/people/:id/phone',
  permission: 'people.manage',
  summary: 'Keep the telephone number of a person, by which they are reached in an emergency; empty: none',
  params: byId,
  input: z.strictObject({ phone: line(30) }),
  reply: done,
});

export const suspendPerson = endpoint({
  method: 'POST',
  path: '/api/people/:id/suspension',
  permission: 'people.manage',
  summary: 'Suspend a person: sessions end, tokens rest',
  params: byId,
  reply: done,
});

export const reactivatePerson = endpoint({
  method: 'DELETE',
  path: '/api/people/:id/suspension',
  permission: 'people.manage',
  summary: 'Let a suspended person in again',
  params: byId,
  reply: done,
});

export const letGo = endpoint({
  method: 'POST',
  path: '/api/people/:id/leaving',
  permission: 'people.manage',
  summary: 'A person leaves for good: posts, sessions and tokens end',
  params: byId,
  reply: done,
});

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/people/:id/password',
  permission: 'people.manage',
  summary: 'Give a person a temporary password, shown once; their sessions end',
  params: byId,
  input: z.strictObject({
    /** For who has lost the authenticator, too. */ dropSecondFactor: z.boolean().default(false),
  }),
  reply: z.strictObject({ temporaryPassword: z.string() }),
});

export const grantPost = endpoint({
  method: 'POST',
  path: '/api/people/:id/posts',
  permission: 'people.manage',
  summary: 'Grant a post, from today and until ended unless told',
  params: byId,
  input: z.strictObject({ ...given, fromDay: day().optional(), toDay: day().nullable().default(null) }),
  reply: z.strictObject({ id: id() }),
  status: 201,
});

export const endPost = endpoint({
  method: 'DELETE',
  path: '/api/posts/:id',
  permission: 'people.manage',
  summary: 'End a post that somebody holds, with its deputies',
  params: byId,
  reply: done,
});

export const appointDeputy = endpoint({
  method: 'POST',
  path: '/api/posts/:id/deputies',
  permission: 'people.manage',
  summary: 'Appoint a deputy for a post that somebody holds, between two days',
  params: byId,
  input: z.strictObject({ staffId: id(), fromDay: day(), toDay: day() }),
  reply: z.strictObject({ id: id() }),
  status: 201,
});

export const listPosts = endpoint({
  method: 'GET',
  path: '/api/posts',
  permission: 'people.read',
  summary: 'The posts of the policies in force, and what each may do',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        key: z.string(),
        title: z.string(),
        sight: z.enum(['organisation', 'store', 'department', 'involved']),
        permissions: z.array(permission),
        authorityFen: z.number().int().nullable(),
        /** The stores whose own pack brings it; null: it is the organisation's. */
        storeIds: z.array(id()).nullable(),
      }),
    ),
  }),
});

// ---- stores and departments

export const listStores = endpoint({
  method: 'GET',
  path: '/api/stores',
  permission: 'signed-in',
  summary: 'All stores of the organisation',
  reply: z.strictObject({ items: z.array(z.strictObject({ id: id(), name: z.string() })) }),
});

export const addStore = endpoint({
  method: 'POST',
  path: '/api/stores',
  permission: 'people.manage',
  summary: 'Open a store',
  input: z.strictObject({ name: someLine(60) }),
  reply: z.strictObject({ id: id() }),
  status: 201,
});

export const renameStore = endpoint({
  method: 'PUT',
  path: '/api/stores/:id/name',
  permission: 'people.manage',
  summary: 'Rename a store',
  params: byId,
  input: z.strictObject({ name: someLine(60) }),
  reply: done,
});

export const listDepartments = endpoint({
  method: 'GET',
  path: '/api/departments',
  permission: 'signed-in',
  summary: 'Departments of the organisation and of its stores',
  reply: z.strictObject({
    items: z.array(
      z.strictObject({ id: id(), name: z.string(), storeId: id().nullable(), key: z.string().nullable() }),
    ),
  }),
});

export const addDepartment = endpoint({
  method: 'POST',
  path: '/api/departments',
  permission: 'people.manage',
  summary: 'Add a department, to one store or to all',
  input: z.strictObject({
    name: someLine(60),
    storeId: id().nullable().default(null),
    key: key().nullable().default(null),
  }),
  reply: z.strictObject({ id: id() }),
  status: 201,
});

export const renameDepartment = endpoint({
  method: 'PUT',
  path: '/api/departments/:id/name',
  permission: 'people.manage',
  summary: 'Rename a department',
  params: byId,
  input: z.strictObject({ name: someLine(60) }),
  reply: done,
});
