/** The reference as a Liquid template: every value is escaped. */
export const referencePage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>REST API · Baton</title><link rel="icon" href="/baton.svg"><style>
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fff;--soft:#f6f5f2;--line:#e2dfd8;--dim:#63605a;--get:#0a6f69;--write:#b83a24}
@media(prefers-color-scheme:dark){:root{--ink:#f1efea;--paper:#171614;--soft:#211f1d;--line:#38352f;--dim:#a8a49b;--get:#52d2c6;--write:#ff9a88}}
*{box-sizing:border-box}html{scroll-padding-top:16px}body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,sans-serif}
.page{display:grid;grid-template-columns:220px minmax(0,1fr);max-width:1180px;margin:0 auto}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:28px 16px;border-inline-end:1px solid var(--line)}
nav strong{display:block;margin:0 8px 12px}nav a{display:flex;justify-content:space-between;padding:5px 8px;border-radius:6px;color:var(--ink);text-decoration:none}
nav a:hover{background:var(--soft)}nav small,.dim{color:var(--dim)}main{padding:28px 32px 80px;min-width:0}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 8px;letter-spacing:-.02em}h2{font-size:1.2rem;margin:44px 0 10px}
h3{font-size:.8rem;font-weight:600;color:var(--dim);margin:14px 0 4px}p{max-width:68ch;margin:0 0 12px}
pre{margin:0 0 8px;padding:12px 14px;overflow:auto;border-radius:8px;background:var(--soft);font:13px/1.5 ui-monospace,monospace}
code{font:.92em ui-monospace,monospace}details{border:1px solid var(--line);border-radius:8px;margin:0 0 6px;scroll-margin-top:16px}
summary{display:grid;grid-template-columns:64px minmax(0,1fr) auto;gap:12px;align-items:baseline;padding:9px 14px;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}summary:hover,details[open]>summary{background:var(--soft);border-radius:8px}
summary b{font:600 12px ui-monospace,monospace;color:var(--write)}summary b.GET{color:var(--get)}summary code{overflow-wrap:anywhere}
.in{padding:4px 14px 14px}table{border-collapse:collapse;width:100%;font-size:.87rem}td{padding:4px 12px 4px 0;vertical-align:top;border-top:1px solid var(--line)}
a{color:inherit}:focus-visible{outline:2px solid var(--get);outline-offset:2px}
@media(max-width:800px){.page{display:block}nav{position:static;height:auto;border:0;padding:16px 8px 0;display:flex;flex-wrap:wrap}nav strong{width:100%}nav small{margin-inline-start:6px}main{padding:20px 16px 60px}summary{grid-template-columns:56px minmax(0,1fr)}summary span{grid-column:2}nav a{min-height:44px;align-items:center}}
</style></head><body><div class="page"><nav aria-label="Parts of the API"><strong>Baton REST API</strong>
{% for group in groups %}<a href="#{{ group.anchor }}">{{ group.name }} <small>{{ group.count }}</small></a>{% endfor %}</nav>
<main><h1>REST API</h1><p>{{ count }} endpoints, all that Baton can do. The same for machines: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<p>A key comes from Settings → API keys. It acts as its member, within the scopes it was given.</p>
<pre>curl -H "Authorization: Bearer $BATON_KEY" {{ adminUrl }}/api/contacts?limit=10</pre>
<p class="dim">Refusals are problem details with <code>title</code> for people, <code>code</code> for programs and <code>fields</code> by name. Lists answer <code>next</code>: give it back as <code>cursor</code>. Give what changes something an <code>Idempotency-Key</code>, and it can be repeated safely.</p>
{% for group in groups %}<h2 id="{{ group.anchor }}">{{ group.name }}</h2>
{% for it in group.endpoints %}<details id="{{ it.anchor }}"><summary><b class="{{ it.method }}">{{ it.method }}</b><code>{{ it.path }}</code><span class="dim">{{ it.summary }}</span></summary><div class="in">
<p class="dim">{% if it.may %}Needs <code>{{ it.may }}</code>.{% else %}Needs no sign-in.{% endif %}</p>
{% if it.parameters.size > 0 %}<h3>Parameters</h3><table>{% for p in it.parameters %}<tr><td><code>{{ p.name }}</code></td><td class="dim">{{ p.where }}{% if p.required %}, required{% endif %}</td><td><code>{{ p.type }}</code> <span class="dim">{{ p.more }}</span></td></tr>{% endfor %}</table>{% endif %}
{% if it.body %}<h3>Sent</h3><pre tabindex="0">{{ it.body }}</pre>{% endif %}{% if it.answer %}<h3>Answered</h3><pre tabindex="0">{{ it.answer }}</pre>{% endif %}
</div></details>{% endfor %}{% endfor %}</main></div></body></html>`
