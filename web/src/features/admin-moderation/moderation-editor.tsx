import {
  type loadModeration,
  ModerationSettings,
  type PublishedModeration,
  toIssue,
} from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Switch } from '../../components/controls/switch.tsx';
import { OvertakenNotice } from '../../components/layout/overtaken-notice.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { describeIssue } from '../../lib/errors/describe-issue.ts';
import { useAnnouncer } from '../../lib/language/announcer.tsx';
import { localize } from '../../lib/language/localize.ts';
import { toast } from '../../lib/page/toast.ts';
import { draftText, toastUndo } from '../../lib/page/toast-undo.ts';
import { useServices } from '../../lib/service/services.ts';
import { moderationChangeText } from './change-words.ts';
import { SecondStage } from './second-stage.tsx';
import { TryIt } from './try-it.tsx';
import { useModerationDraft } from './use-moderation-draft.ts';
import { WordList } from './word-list.tsx';

interface ModerationEditorProps {
  /** Undefined: the defaults are in force. */
  published: PublishedModeration | undefined;
  tools: Awaited<ReturnType<typeof loadModeration>>;
}

const MAX_CHANGES_SHOWN = 30;

export function ModerationEditor({ published, tools }: ModerationEditorProps) {
  const { client } = useServices();
  const announce = useAnnouncer();
  const inForce = published?.settings ?? tools.defaultModeration;
  const version = published?.version ?? 0;
  const { draft, settings, change, discard, restore, takeOver } = useModerationDraft({
    version,
    settings: inForce,
  });
  const [trial, setTrial] = useState('');
  const [reason, setReason] = useState('');
  const [requestId, setRequestId] = useState(newRequestId);
  const publish = useMutation({
    mutationFn: () =>
      client.call('updateModeration', {
        requestId,
        baseVersion: version,
        settings,
        reason: reason.trim(),
      }),
    onSuccess: (answer) => {
      setOwnVersion(answer.version);
      announce(t`Version ${answer.version} is in force`);
    },
  });
  // Published from this page: its arrival is no news to the admin, and what was typed since is kept.
  const [ownVersion, setOwnVersion] = useState<number>();
  useEffect(() => {
    if (ownVersion === undefined || version < ownVersion) return;
    takeOver();
    setReason('');
    setOwnVersion(undefined);
  }, [ownVersion, version, takeOver]);
  const edit = (next: ModerationSettings) => {
    change(next);
    setRequestId(newRequestId());
    if (publish.isError) publish.reset();
  };
  const letGo = () => {
    discard();
    if (draft)
      toastUndo(plural(changes.length, { one: '# change discarded', other: '# changes discarded' }), () =>
        restore(draft),
      );
  };
  const overlapping = () => {
    const overlaps = takeOver();
    setRequestId(newRequestId());
    if (publish.isError) publish.reset();
    if (overlaps.length > 0) toast.info(t`Both versions changed ${overlaps.join(', ')}. Yours is kept.`);
  };
  const isPublishing = publish.isPending || ownVersion !== undefined;
  const isOvertaken = draft !== null && draft.baseVersion !== version && !isPublishing;
  const changes = draft ? tools.moderationChanges(draft.base, settings) : [];
  const fault = ModerationSettings.safeParse(settings).error?.issues[0];

  return (
    <>
      {isOvertaken && (
        <OvertakenNotice
          version={version}
          changes={tools.moderationChanges(draft.base, inForce).map(moderationChangeText)}
          onTakeOver={overlapping}
          onDiscard={letGo}
        />
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
        <section
          aria-label={t`Words`}
          className="space-y-5 rounded-2xl border border-line bg-surface p-5 sm:p-6"
        >
          {Object.entries(settings.categories).map(([name, category]) => {
            const set = (changed: Partial<typeof category>) =>
              edit({
                ...settings,
                categories: { ...settings.categories, [name]: { ...category, ...changed } },
              });
            return (
              <WordList
                key={name}
                label={localize(category.label, category.labels)}
                entries={category.words}
                onChange={(words) => set({ words })}
                aside={
                  <Switch
                    label={t`${localize(category.label, category.labels)} is refused`}
                    checked={category.enabled}
                    onChange={(enabled) => set({ enabled })}
                  />
                }
              />
            );
          })}
          <WordList
            label={t`Exceptions`}
            entries={settings.allowed}
            onChange={(allowed) => edit({ ...settings, allowed })}
          />
          <SecondStage
            value={settings.secondStage}
            onChange={(secondStage) => edit({ ...settings, secondStage })}
          />
        </section>
        <div className="space-y-5 lg:sticky lg:top-20">
          <TryIt text={trial} onChange={setTrial} settings={settings} createMatcher={tools.createMatcher} />
          <section aria-label={t`Publish`} className="rounded-2xl border border-line bg-surface p-5">
            <h2 className="font-semibold text-ink">
              {changes.length > 0
                ? draftText(changes.length)
                : version === 0
                  ? t`Default lists in use`
                  : t`Version ${version} is in force`}
            </h2>
            <ul className="my-3 max-h-60 space-y-1 overflow-y-auto text-ink-2 text-xs">
              {changes
                .slice(0, MAX_CHANGES_SHOWN)
                .map(moderationChangeText)
                .map((text) => (
                  <li key={text} className="break-words">
                    {text}
                  </li>
                ))}
              {changes.length > MAX_CHANGES_SHOWN && (
                <li>
                  <Trans>and {changes.length - MAX_CHANGES_SHOWN} more</Trans>
                </li>
              )}
            </ul>
            {changes.length > 0 && (
              <p className="mb-3 text-[0.8125rem] text-ink-2">
                <Trans>
                  It becomes version {version + 1} and holds for everyone’s new requests within five seconds.
                </Trans>
              </p>
            )}
            {changes.length > 0 && (
              <Field
                label={t`Reason`}
                hint={t`Kept in the audit log.`}
                maxLength={300}
                value={reason}
                error={fault && `${fault.path.join(' · ')}: ${describeIssue(toIssue(fault))}`}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
            {publish.error && (
              <div className="mt-4">
                <ErrorNotice error={toCallError(publish.error)} />
              </div>
            )}
            <div className="mt-4 flex flex-wrap gap-2">
              <Button
                look="primary"
                busy={isPublishing}
                disabled={changes.length === 0 || isOvertaken || fault !== undefined || reason.trim() === ''}
                onClick={() => publish.mutate()}
              >
                <Trans>Publish</Trans>
              </Button>
              {changes.length > 0 && (
                <Button onClick={letGo}>
                  <Trans>Discard</Trans>
                </Button>
              )}
              {changes.length === 0 && published && (
                <Button onClick={() => edit(published.previous ?? tools.defaultModeration)}>
                  <Trans>Undo version {published.version}</Trans>
                </Button>
              )}
            </div>
          </section>
        </div>
      </div>
    </>
  );
}
