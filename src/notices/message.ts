/** What may leave the desk: number, kind and link. Never a name, a phone or words of a case. */
export interface Message {
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: string | null;
}

export const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const;
export type MailSecurity = (typeof MAIL_SECURITIES)[number];

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Empty: the server asks for no sign-in. */
  readonly user: string;
  readonly password: string;
  readonly from: string;
  /** Takes any certificate: for a server of one's own that vouches for itself. */
  readonly anyCertificate?: boolean;
}

export const ROBOT_KINDS = ['wecom', 'dingtalk', 'feishu'] as const;
export type RobotKind = (typeof ROBOT_KINDS)[number];

export interface Robot {
  readonly kind: RobotKind;
  readonly url: string;
  readonly secret?: string | null;
}

/** `deliveryId` makes the Message-ID, so that a repeated delivery can be told from a second message. */
export type SendMail = (settings: MailSettings, to: string, message: Message, deliveryId?: string) => Promise<void>;
export type SendRobot = (robot: Robot, message: Message) => Promise<void>;

/** Why a message did not arrive; the words are under `faults`. */
export const DELIVERY_REASONS = [
  'address-malformed',
  'address-not-allowed',
  'name-unknown',
  'timeout',
  'unreachable',
  'certificate',
  'redirected',
  'too-large',
  'unclear-reply',
  'rate-limited',
  'busy',
  'key-refused',
  'security-refused',
  'robot-refused',
  'tls-missing',
  'sign-in-refused',
  'recipient-refused',
  'mail-refused',
  'mail-deferred',
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** It did not arrive. `permanent`: trying again changes nothing. */
export class DeliveryFault extends Error {
  override readonly name = 'DeliveryFault';
  readonly permanent: boolean;
  readonly reason: DeliveryReason;
  /** What the other side answered, for administrators; without addresses or secrets. */
  readonly said: string | null;

  constructor(fault: { permanent: boolean; reason: DeliveryReason; said?: string | null }) {
    super(fault.said ? `${fault.reason}: ${fault.said}` : fault.reason);
    this.permanent = fault.permanent;
    this.reason = fault.reason;
    this.said = fault.said ?? null;
  }
}
