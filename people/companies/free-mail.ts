/**
 * Where anybody may have an address, so that it says nothing of a company: providers by their own pages on which one signs
 * up, as of November 2026, with the countries under which the large ones serve. A firm adds its own in the settings.
 */
const national = {
  yahoo:
    'com ca de es fr ie in it gr ro co.uk co.in co.id co.jp co.nz co.za com.ar com.au com.br com.hk com.mx com.my com.ph com.sg com.tr com.tw com.vn',
  hotmail:
    'com be ca ch cl de dk es fi fr gr it nl no se co.uk co.il co.jp co.th com.ar com.au com.br com.tr',
  outlook:
    'com at be cl cz de dk es fr hu ie in it jp kr lv pt ph sa sg sk co.id co.th com.ar com.au com.br com.gr com.tr com.vn',
  live: 'com at be ca ch cl cn de dk fi fr ie in it jp nl no se co.uk co.kr co.za com.ar com.au com.mx com.my com.pt com.sg',
  gmx: 'at ch com de es eu fr info li net org us co.uk',
  yandex: 'com ru by kz ua com.tr',
}
const others = `
  126.com 139.com 163.com 188.com 189.cn 1und1.de aim.com aliyun.com aol.co.uk aol.com aol.de aol.fr aol.it arcor.de
  att.net bbox.fr bellsouth.net bigpond.com bigpond.net.au bk.ru blueyonder.co.uk bluewin.ch bol.com.br btinternet.com
  btopenworld.com centrum.cz charter.net chello.at club-internet.fr comcast.net cox.net daum.net disroot.org duck.com
  earthlink.net email.com email.cz email.de email.it eircom.net emailn.de fastmail.com fastmail.fm foxmail.com free.fr
  freenet.de freemail.hu frontier.com frontiernet.net gawab.com gmail.com googlemail.com globo.com hanmail.net hey.com
  home.nl hush.com hushmail.com icloud.com ig.com.br inbox.com inbox.lv inbox.ru inode.at interia.pl internode.on.net
  iprimus.com.au juno.com kpnmail.nl kabelmail.de kolabnow.com laposte.net libero.it list.ru lycos.com mac.com
  mail.be mail.bg mail.com mail.de mail.ee mail.ru mailbox.org mailfence.com me.com mozmail.com msn.com mweb.co.za
  mynet.com mail.ch nate.com naver.com neuf.fr netcologne.de netscape.net netzero.net noos.fr ntlworld.com numericable.fr
  o2.co.uk o2.pl o2online.de onet.eu onet.pl online.de online.no optonline.net optusnet.com.au orange.es orange.fr
  passport.com pm.me poczta.onet.pl posteo.de posteo.net privaterelay.appleid.com proton.me protonmail.ch protonmail.com
  qq.com quicknet.nl rambler.ru rediffmail.com rocketmail.com rogers.com runbox.com sapo.pt sbcglobal.net seznam.cz
  sfr.fr shaw.ca simplelogin.com sina.cn sina.com skynet.be sky.com snafu.de sohu.com startmail.com sunrise.ch
  sympatico.ca t-online.de talktalk.net tele2.nl telenet.be telia.com telus.net terra.com.br terra.es tin.it tiscali.co.uk
  tiscali.it tlen.pl tom.com tuta.com tuta.io tutamail.com tutanota.com tutanota.de uol.com.br ukr.net
  verizon.net versatel.nl videotron.ca virgilio.it virginmedia.com vodafone.de vodafone.it volny.cz voila.fr wanadoo.es
  wanadoo.fr wanadoo.nl web.de windowslive.com windstream.net wp.pl xtra.co.nz xs4all.nl yahoo.com.cn yeah.net
  ya.ru ymail.com zeelandnet.nl ziggo.nl zoho.com zohomail.com zohomail.eu`

const known = new Set([
  ...others.split(/\s+/).filter(Boolean),
  ...Object.entries(national).flatMap(([name, ends]) => ends.split(' ').map((end) => `${name}.${end}`)),
])

export const isFreeMail = (domain: string): boolean => known.has(domain)
export const freeMailKnown = known.size
