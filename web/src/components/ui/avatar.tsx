import { hueOf, initialsOf } from './avatar-look.ts';

interface AvatarProps {
  /** The user's id, from which the color is computed. */
  uid: string;
  /** The best name there is for them. */
  name: string;
  className?: string;
}

/** Initials on a color of their own: the same for the same person on every page. */
export function Avatar({ uid, name, className = 'size-8 text-xs' }: AvatarProps) {
  const hue = hueOf(uid);
  return (
    <span
      aria-hidden="true"
      data-avatar=""
      className={`${className} grid shrink-0 select-none place-items-center rounded-full font-semibold text-[oklch(0.2_0.03_60)]`}
      style={{
        background: `linear-gradient(140deg, oklch(0.86 0.09 ${hue}), oklch(0.74 0.12 ${hue + 40}))`,
      }}
    >
      {initialsOf(name)}
    </span>
  );
}
