import {
  BookOutlined,
  CalendarOutlined,
  FileAddOutlined,
  ScheduleOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Permission } from '../../people/permissions.ts';

export interface RailItem {
  readonly to: '/' | '/register' | '/complaints' | '/people' | '/calendars' | '/policy';
  /** Under `rail` in this room's words. */
  readonly word: string;
  readonly icon: ReactNode;
  readonly permission: Permission;
}

/** The pages that exist, in the order of a day. */
export const RAIL: readonly RailItem[] = [
  { to: '/', word: 'rail.workbench', icon: <ScheduleOutlined />, permission: 'complaint.read' },
  { to: '/register', word: 'rail.register', icon: <FileAddOutlined />, permission: 'complaint.register' },
  { to: '/complaints', word: 'rail.complaints', icon: <UnorderedListOutlined />, permission: 'complaint.read' },
  { to: '/people', word: 'rail.people', icon: <TeamOutlined />, permission: 'people.read' },
  { to: '/calendars', word: 'rail.calendars', icon: <CalendarOutlined />, permission: 'calendar.manage' },
  { to: '/policy', word: 'rail.policy', icon: <BookOutlined />, permission: 'policy.read' },
];
