import { groupsOfFive } from '../text/fingerprint.js';
import './identity.css';

/** A fingerprint or a safety number: groups of five, three a line. */
export function Digits({ of: digits, label }: { readonly of: string; readonly label: string }) {
  const groups = groupsOfFive(digits);
  return (
    <div className="digits" role="img" aria-label={`${label}: ${groups.join(' ')}`}>
      {groups.map((group, index) => (
        <span key={index}>{`${group} `}</span>
      ))}
    </div>
  );
}
