import { z } from 'zod';
import { auditActions } from '../staff/audit-actions.ts';
import { formerlyPersonal } from '../store/personal.ts';
import { openEnum, schemaVersion } from '../store/stored-document.ts';
import { Time } from '../time.ts';

export const Role = z.enum(['analyst', 'support', 'admin', 'owner']);
export type Role = z.infer<typeof Role>;

/** `staff/{uid}`: the role of a staff member. A claim named `role` belongs to the host app. */
export const StaffMember = z.strictObject({
  schemaVersion,
  /** Null: the role was taken away. Nothing restores it automatically. */
  role: Role.nullable(),
  updatedAt: Time,
});
export type StaffMember = z.infer<typeof StaffMember>;

/** `admin_audit_logs/{id}`: an action of the staff, written in the same commit as the action. */
export const AuditEntry = z.strictObject({
  schemaVersion,
  action: openEnum(auditActions),
  actor: z.strictObject({ uid: z.string(), email: formerlyPersonal(z.string()), role: Role.nullable() }),
  target: z.string(),
  before: z.record(z.string(), z.json()).nullable(),
  after: z.record(z.string(), z.json()).nullable(),
  reason: z.string(),
  ip: formerlyPersonal(z.string()),
  traceId: z.string(),
  createdAt: Time,
});
export type AuditEntry = z.infer<typeof AuditEntry>;
