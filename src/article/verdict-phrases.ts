/** Phrases by which pages show that they are no article: challenges, consent walls, gates, error pages, in several languages. */

/** Titles of pages that stand between the reader and the site. */
export const CHALLENGE_TITLE =
  /^(?:just a moment|attention required|access (?:to this page has been )?denied|are you a (?:robot|human)|robot or human|robot check|bot (?:check|verification)|human verification|verif(?:y|ying) (?:you are|that you are|your)|security (?:check|verification)|one more step|ddos-guard|checking your browser|please wait|pardon our interruption|request (?:blocked|rejected|unsuccessful)|(?:error )?403(?: forbidden)?$|403 |forbidden$|blocked$|too many requests|429 |captcha|unusual traffic|un instant|einen moment|nur einen moment|un momento|один момент|(?:een moment geduld|um momento|bir dakika(?: lütfen)?|chwileczkę)(?:[….]|$)|安全验证|人机验证|访问验证|请稍候|請稍候|アクセスが拒否|しばらくお待ちください|잠시만)/iu;

/** Sentences of such pages. */
export const CHALLENGE_TEXT =
  /(?:enable javascript and cookies to continue|checking (?:if the site connection is secure|your browser before)|verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a robot)|are you a (?:robot|human)|unusual (?:traffic|activity) (?:from|detected)|you have been blocked|you don['’]t have permission to access|access (?:to this page )?has been denied|access denied|performance (?:&|and) security by cloudflare|complete the (?:security check|captcha)|solve (?:the|this) captcha|prove you are (?:a )?human|press (?:&|and) hold to confirm|request (?:has been|was) blocked|you will be connected to \S{3,80} in just a moment|incident id:|reference #\d+\.[\da-f]|ray id:|ihre anfrage wurde blockiert|请完成(?:安全)?验证|请输入验证码|拖动滑块|アクセスが(?:拒否|制限)|로봇이 아닙니다)/giu;

/** Marks in the source of challenge pages, beside their visible text. */
export const CHALLENGE_SOURCE = [
  '_cf_chl_opt',
  'cf-browser-verification',
  'px-captcha',
  '_Incapsula_Resource',
  'captcha-delivery.com',
  'geo.captcha',
  'g-recaptcha',
  'h-captcha',
  'challenge-platform/h/',
];

/** Words of consent walls; several different ones are needed. */
export const CONSENT_TEXT =
  /(?:we value your privacy|we (?:and our (?:\d+ )?partners|use cookies)|accept (?:all|cookies|and continue|& continue)|reject all|manage (?:preferences|options|cookies|consent)|cookie (?:settings|policy|preferences|consent)|privacy (?:settings|policy|choices)|legitimate interest|personali[sz]ed (?:ads|content|advertising)|before you continue|consent (?:to|choices|or)|your (?:data|privacy) (?:choices|matters)|store and\/or access information|withdraw your consent|alle akzeptieren|akzeptieren und weiter|zustimm(?:en|ung)|einwilligung|datenschutz(?:erklärung|einstellungen)?|werbefrei|mit werbung|cookie-einstellungen|nos partenaires|tout (?:accepter|refuser)|continuer sans accepter|paramétrer|vie privée|consentement|aceptar (?:todo|todas|y continuar)|rechazar|configurar cookies|nuestros socios|política de (?:cookies|privacidad)|accetta|rifiuta|informativa sulla privacy|nostri partner|gestisci le preferenze|aceitar (?:tod[oa]s|cookies)|rejeitar|nossos parceiros|gerir opções|alles accepteren|alles weigeren|onze partners|cookie-?instellingen|privacy(?:verklaring|beleid)|akceptuję|przechodzę do serwisu|zaufani partnerzy|plik(?:i|ów) cookie|polityk[aię] prywatności|çerez(?:ler|leri)?\b|tümünü (?:kabul|reddet)|kişisel veri|gizlilik|隐私政策|隐私设置|接受(?:所有|全部)|同意并继续|プライバシー|クッキー|同意する|개인정보|쿠키|동의)/giu;

/** What a page says where the rest of its text is for payers. */
export const GATE_TEXT =
  /(?:subscribe (?:now )?to (?:continue|keep|read|unlock|access|get (?:full|unlimited))|(?:sign|log) in to (?:continue|keep|read)|to (?:continue|keep) reading|continue reading (?:with|by|for)|read the (?:full|rest of the) (?:story|article) (?:with|by)|this (?:article|story|content) is (?:for|only (?:available )?(?:for|to)|exclusive(?:ly)? (?:for|to)|reserved for|available (?:only|exclusively)) (?:our )?(?:paid |premium )?(?:subscribers|members|registered)|(?:for|to) subscribers only|subscribers? only|already (?:a|have a) (?:subscriber|subscription|member)|you(?:['’]ve| have) (?:reached|read|used) (?:your|all|the).{0,40}(?:free|limit|articles)|free articles? (?:left|remaining)|unlock (?:this|the full) (?:article|story)|register (?:now |for free )?to (?:continue|keep|read)|start your (?:free )?(?:trial|subscription)|(?:jetzt|hier) weiterlesen|weiterlesen mit|nur für abonnenten|exklusiv für (?:abonnenten|mitglieder)|mit .{1,20}plus.{0,20} weiterlesen|lesen sie (?:den (?:ganzen|vollständigen) artikel|weiter) mit|réservée? (?:aux|à nos) abonnés|il vous reste .{1,20}(?:%|à lire)|la suite est réservée|abonnez-vous pour (?:lire|continuer)|contenido (?:exclusivo )?para suscriptores|suscríbete para (?:seguir|leer|continuar)|solo para suscriptores|per (?:continuare a )?leggere.{0,30}abbonat|riservato agli abbonati|alleen voor (?:abonnees|leden)|(?:om )?verder (?:te )?lezen\?|neem een abonnement|exclusivo (?:para|de|a) assinantes|assine (?:para|e) (?:continu|ler|leia)|para continuar lendo|(?:tylko )?dla (?:subskrybentów|prenumeratorów|abonentów)|(?:wykup|kup) (?:subskrypcję|prenumeratę|dostęp)|w ramach (?:subskrypcji|prenumeraty)|pozostało \d{1,2} ?% (?:artykułu|tekstu)|aboneler[ei](?:miz)?(?:e|in)? özel|(?:devamını|tamamını) okumak için|仅限(?:会员|订阅)|会员专享|订阅后(?:阅读|继续)|登录后(?:阅读|查看)|付费(?:阅读|内容)|阅读全文请|この記事は(?:有料)?会員|会員限定|有料会員|残り\s?[\d,]+文字|続きを読むには|유료 ?회원|구독자 전용)/giu;

/** Titles of error pages that are answered with status 200. */
export const MISSING_TITLE =
  /(?:^|[|–—:-]\s?)(?:(?:error\s?)?404\b|page not found|not found$|(?:page|article|story|content) (?:is )?(?:not found|unavailable|no longer (?:available|exists)|could not be found|does(?:n['’]t| not) exist)|(?:sorry|oops|whoops)\b.{0,40}(?:found|missing|exist|wrong)|seite nicht gefunden|nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|no encontrad[ao]|pagina non trovata|pagina niet gevonden|(?:nie znaleziono|brak) strony|strona nie (?:istnieje|została znaleziona)|página não (?:encontrada|existe)|sayfa bulunamadı|页面不存在|页面未找到|找不到(?:该)?(?:页面|网页)|内容不存在|ページが見つかりません|お探しのページ|페이지를 찾을 수 없)/iu;

export const MISSING_TEXT =
  /(?:page (?:you (?:are|were) looking for|you requested|cannot be found|can['’]t be found|not found)|(?:couldn['’]t|could not|can['’]t|cannot) find (?:the|that|this) page|no longer (?:available|exists)|seite (?:konnte nicht gefunden|existiert nicht)|page (?:que vous (?:cherchez|recherchez)|demandée)|la página que (?:buscas|busca|está buscando)|la pagina che (?:cerchi|stai cercando)|a página que (?:você )?(?:procura|está procurando)|de pagina die u zoekt|stron[ay],? (?:której|na którą) (?:szukasz|próbujesz)|aradığınız (?:sayfa|haber)|(?:artikel|beitrag) (?:ist nicht mehr (?:verfügbar|vorhanden|online)|existiert nicht)|cet article n['’]est plus disponible|(?:el artículo|la noticia|el contenido) ya no (?:está disponible|existe)|页面不存在|您(?:访问|查看|浏览)的(?:页面|内容|文章|新闻)|文章(?:不存在|已(?:被)?删除)|お探しのページ|記事は(?:削除|見つかり)|페이지를 찾을 수 없|삭제된 (?:기사|글|게시물)|존재하지 않는 (?:기사|페이지|글))/iu;
