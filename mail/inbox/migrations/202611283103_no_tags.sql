-- Tags of our addresses are kept out of what members read: who knows one can answer, file or report in another's place.
update incoming set
  recipients = regexp_replace(recipients::text, '\+(log-|b-)?[0-9a-f]{32}@', '@', 'gi')::jsonb,
  text_body = regexp_replace(text_body, '\+(log-|b-)?[0-9a-f]{32}@', '@', 'gi'),
  html_body = regexp_replace(html_body, '\+(log-|b-)?[0-9a-f]{32}@', '@', 'gi');
