import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { PHOTOS_MAX } from '../media.ts';
import { shrink } from './shrink.ts';

/** Photos from the camera or the album, made small before they are kept. */
export function PhotoField({
  photos,
  onChange,
}: {
  photos: readonly Blob[];
  onChange: (photos: readonly Blob[]) => void;
}) {
  const t = useWords('frontline');
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const add = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = '';
    setBusy(true);
    const small = await Promise.all(chosen.slice(0, PHOTOS_MAX - photos.length).map(shrink));
    setBusy(false);
    onChange([...photos, ...small.filter((one) => one !== null)]);
    setProblem(
      small.includes(null)
        ? t('report.photoUnreadable')
        : chosen.length > PHOTOS_MAX - photos.length
          ? t('report.photosMax', { max: PHOTOS_MAX })
          : '',
    );
  };
  return (
    <div className="report-media">
      {photos.length > 0 && (
        <ul className="report-photos">
          {photos.map((photo, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may be there twice
            <li key={n}>
              <Thumb photo={photo} name={`${t('report.photo')}${n + 1}`} />
              <button
                type="button"
                aria-label={t('report.dropPhoto', { number: n + 1 })}
                onClick={() => onChange(photos.filter((one) => one !== photo))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <input ref={input} type="file" accept="image/*" multiple hidden onChange={(event) => void add(event)} />
      <button
        type="button"
        className="report-button"
        disabled={busy || photos.length >= PHOTOS_MAX}
        onClick={() => input.current?.click()}
      >
        {t('report.addPhoto', { count: photos.length, max: PHOTOS_MAX })}
      </button>
      {problem && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Thumb({ photo, name }: { photo: Blob; name: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(photo);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return <img src={address} alt={name} width={72} height={72} />;
}
