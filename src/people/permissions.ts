/**
 * What a person may do, as one list. A pack's posts hang on these names (`posts.yaml`), every endpoint
 * names one of them (or `anyone`, or `signed-in`), and nothing else grants anything.
 */
export const PERMISSIONS = {
  'complaint.register': '登记投诉',
  'complaint.read': '查看投诉单',
  'complaint.work': '跟进：联系、备注、下次跟进、回复',
  'complaint.assign': '指派、改派经办人',
  'complaint.triage': '初判定级',
  'complaint.escalate': '升级',
  'complaint.investigate': '核查',
  'complaint.investigation-notes': '查看核查记录',
  'complaint.judge': '判定是否成立与责任',
  'complaint.review': '复核（第二人）',
  'complaint.plan': '拟定处理方案',
  'complaint.execute': '执行处理方案',
  'complaint.follow-up': '回访',
  'complaint.close': '办结',
  'complaint.approve': '审批未解决办结与权限外事项',
  'complaint.reopen': '重新办理',
  'complaint.merge': '并单、关联',
  'complaint.void': '作废登记有误的投诉单',
  'complaint.correct': '更正时间、确认补记',
  'complaint.redact': '遮盖原话与附件（须两人）',
  'complaint.import': '导入历史投诉',
  'complaint.sensitive': '查看危机与保密投诉单',
  'accountability.propose': '提出对员工的处理建议',
  'accountability.approve': '审批对员工的处理建议、裁定申诉',
  'letter.seal': '用印登记',
  'incident.manage': '管理群诉：口径、归并、批量备注',
  'work-order.send': '派发协办单',
  'work-order.answer': '签收、回复协办单',
  'clock.pause': '暂停时限',
  'contact.reveal': '查看完整号码与证件',
  'customer.history-facts': '查看客户历次投诉的事实、转法务协助',
  export: '导出',
  'people.read': '查看人员与岗位',
  'people.manage': '管理人员与岗位',
  'duty.manage': '排班、登记请假',
  'frontline.invite': '邀请一线人员上报',
  'calendar.manage': '维护工作日历',
  'notices.manage': '通知设置：邮件服务器、群机器人',
  'policy.read': '查看处理制度',
  'policy.draft': '起草处理制度',
  'policy.approve': '审批处理制度',
  'policy.publish': '发布处理制度',
  'audit.read': '查看操作记录',
  'sample.remove': '清除示例数据',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof PERMISSIONS;

export const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSIONS, name);
