import type { NotificationClass, NotificationLanguage } from '../../contract/index.ts';

interface EmailTexts {
  /** Why somebody gets an e-mail, by its class. */
  readonly why: Readonly<Record<NotificationClass, string>>;
  readonly unsubscribe: string;
  readonly settings: string;
  readonly digest: { readonly title: string; readonly text: string; readonly action: string };
  readonly unsubscribed: string;
  readonly confirm: string;
  readonly confirmButton: string;
  readonly invalidLink: string;
}

/** The texts around notifications in e-mail, and of the page that unsubscribes. */
export const emailTexts: Readonly<Record<NotificationLanguage, EmailTexts>> = {
  en: {
    why: {
      required: 'You get this e-mail because it is about your account or your payments.',
      service: 'You get this e-mail because you use Firemeter.',
      marketing: 'You get this e-mail because you agreed to news and offers.',
    },
    unsubscribe: 'Unsubscribe',
    settings: 'Notification settings',
    digest: {
      title: 'What happened since yesterday',
      text: 'This is your daily summary.',
      action: 'View notifications',
    },
    unsubscribed: 'You are unsubscribed. You won’t get these e-mails any more.',
    confirm: 'Do you want to stop getting these e-mails?',
    confirmButton: 'Unsubscribe',
    invalidLink: 'This link is incomplete. Use the settings of your account instead.',
  },
  de: {
    why: {
      required: 'Sie erhalten diese E-Mail, weil sie Ihr Konto oder Ihre Zahlungen betrifft.',
      service: 'Sie erhalten diese E-Mail, weil Sie Firemeter nutzen.',
      marketing: 'Sie erhalten diese E-Mail, weil Sie Neuigkeiten und Angeboten zugestimmt haben.',
    },
    unsubscribe: 'Abbestellen',
    settings: 'Einstellungen für Benachrichtigungen',
    digest: {
      title: 'Was seit gestern geschehen ist',
      text: 'Das ist Ihre tägliche Zusammenfassung.',
      action: 'Benachrichtigungen ansehen',
    },
    unsubscribed: 'Sie sind abgemeldet und erhalten diese E-Mails nicht mehr.',
    confirm: 'Möchten Sie diese E-Mails nicht mehr erhalten?',
    confirmButton: 'Abbestellen',
    invalidLink: 'Dieser Link ist unvollständig. Nutzen Sie stattdessen die Einstellungen Ihres Kontos.',
  },
};
