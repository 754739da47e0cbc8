import {
  AlertOutlined,
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  BulbOutlined,
  CalendarOutlined,
  ClusterOutlined,
  CustomerServiceOutlined,
  FileAddOutlined,
  ImportOutlined,
  MailOutlined,
  MessageOutlined,
  MobileOutlined,
  MoonOutlined,
  NotificationOutlined,
  RobotOutlined,
  ScheduleOutlined,
  SolutionOutlined,
  SwapOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Permission } from '../../people/permissions.ts';

export interface RailItem {
  readonly to:
    | '/'
    | '/register'
    | '/complaints'
    | '/incidents'
    | '/letters'
    | '/crisis'
    | '/accountability'
    | '/authority-letters'
    | '/lessons'
    | '/practice'
    | '/language'
    | '/imports'
    | '/day'
    | '/shift'
    | '/duty'
    | '/frontline'
    | '/people'
    | '/calendars'
    | '/policy'
    | '/notice-settings'
    | '/model-settings';
  /** Under `rail` in this room's words. */
  readonly word: string;
  readonly icon: ReactNode;
  /** Absent: for everybody. */
  readonly permission?: Permission;
}

/** The pages that exist, in the order of a day. */
export const RAIL: readonly RailItem[] = [
  { to: '/', word: 'rail.workbench', icon: <ScheduleOutlined />, permission: 'complaint.read' },
  { to: '/register', word: 'rail.register', icon: <FileAddOutlined />, permission: 'complaint.register' },
  { to: '/complaints', word: 'rail.complaints', icon: <UnorderedListOutlined />, permission: 'complaint.read' },
  { to: '/incidents', word: 'rail.incidents', icon: <ClusterOutlined />, permission: 'complaint.read' },
  { to: '/crisis', word: 'rail.crisis', icon: <AlertOutlined />, permission: 'complaint.read' },
  { to: '/letters', word: 'rail.letters', icon: <MailOutlined />, permission: 'complaint.read' },
  { to: '/authority-letters', word: 'rail.authorityLetters', icon: <AuditOutlined />, permission: 'complaint.read' },
  { to: '/day', word: 'rail.reports', icon: <BarChartOutlined />, permission: 'complaint.read' },
  {
    to: '/accountability',
    word: 'rail.accountability',
    icon: <SolutionOutlined />,
    permission: 'accountability.propose',
  },
  { to: '/lessons', word: 'rail.lessons', icon: <BulbOutlined />, permission: 'complaint.read' },
  { to: '/practice', word: 'rail.practice', icon: <CustomerServiceOutlined /> },
  { to: '/language', word: 'rail.language', icon: <MessageOutlined /> },
  { to: '/imports', word: 'rail.imports', icon: <ImportOutlined />, permission: 'complaint.import' },
  { to: '/shift', word: 'rail.shift', icon: <SwapOutlined />, permission: 'complaint.work' },
  { to: '/duty', word: 'rail.duty', icon: <MoonOutlined />, permission: 'people.read' },
  { to: '/frontline', word: 'rail.frontline', icon: <MobileOutlined />, permission: 'frontline.invite' },
  { to: '/people', word: 'rail.people', icon: <TeamOutlined />, permission: 'people.read' },
  { to: '/calendars', word: 'rail.calendars', icon: <CalendarOutlined /> },
  { to: '/policy', word: 'rail.policy', icon: <BookOutlined />, permission: 'policy.read' },
  { to: '/notice-settings', word: 'rail.noticeSettings', icon: <NotificationOutlined />, permission: 'notices.manage' },
  { to: '/model-settings', word: 'rail.modelSettings', icon: <RobotOutlined />, permission: 'model.manage' },
];
