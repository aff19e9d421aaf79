"""English names of countries as lists print them, by ISO 3166-1 alpha-2 letters; EU for the Union."""

_NAMES = """
    AD Andorra; AE United Arab Emirates; AF Afghanistan; AG Antigua and Barbuda; AI Anguilla; AL Albania; AM
    Armenia; AO Angola; AQ Antarctica; AR Argentina; AS American Samoa; AT Austria; AU Australia; AW Aruba; AX Åland
    Islands; AZ Azerbaijan; BA Bosnia and Herzegovina; BB Barbados; BD Bangladesh; BE Belgium; BF Burkina Faso; BG
    Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BL St. Barthélemy; BM Bermuda; BN Brunei/Brunei Darussalam; BO
    Bolivia/Bolivia (Plurinational State of); BQ Caribbean Netherlands; BR Brazil; BS Bahamas; BT Bhutan; BV Bouvet
    Island; BW Botswana; BY Belarus; BZ Belize; CA Canada; CC Cocos Islands; CD Democratic Republic of the
    Congo/Congo (Kinshasa)/DR Congo; CF Central African Republic; CG Congo (Brazzaville)/Republic of the Congo; CH
    Switzerland; CI Côte d'Ivoire/Ivory Coast; CK Cook Islands; CL Chile; CM Cameroon; CN China/People's Republic of
    China; CO Colombia; CR Costa Rica; CU Cuba; CV Cape Verde/Cabo Verde; CW Curaçao; CX Christmas Island; CY
    Cyprus; CZ Czechia/Czech Republic; DE Germany; DJ Djibouti; DK Denmark; DM Dominica; DO Dominican Republic; DZ
    Algeria; EC Ecuador; EE Estonia; EG Egypt; EH Western Sahara; ER Eritrea; ES Spain; ET Ethiopia; EU European
    Union; FI Finland; FJ Fiji; FK Falkland Islands/Falkland Islands (Islas Malvinas); FM Micronesia/Micronesia
    (Federated States of); FO Faroe Islands; FR France; GA Gabon; GB United Kingdom of Great Britain and Northern
    Ireland/United Kingdom/Great Britain; GD Grenada; GE Georgia; GF French Guiana; GG Guernsey; GH Ghana; GI
    Gibraltar; GL Greenland; GM Gambia; GN Guinea; GP Guadeloupe; GQ Equatorial Guinea; GR Greece; GS South Georgia
    and South Sandwich Islands; GT Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana; HK Hong Kong/Hong Kong, China;
    HM Heard and McDonald Islands; HN Honduras; HR Croatia; HT Haiti; HU Hungary; ID Indonesia; IE Ireland; IL
    Israel; IM Isle of Man; IN India; IO British Indian Ocean Territory; IQ Iraq; IR Iran/Iran (Islamic Republic
    of); IS Iceland; IT Italy; JE Jersey; JM Jamaica; JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan/Kyrgyz Republic;
    KH Cambodia; KI Kiribati; KM Comoros; KN St. Kitts and Nevis/Saint Kitts and Nevis; KP North Korea/Democratic
    People's Republic of Korea/Korea, North; KR South Korea/Republic of Korea/Korea, South; KW Kuwait; KY Cayman
    Islands; KZ Kazakhstan; LA Laos/Lao People's Democratic Republic/Lao PDR; LB Lebanon; LC St. Lucia/Saint Lucia;
    LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg; LV Latvia; LY Libya; MA
    Morocco; MC Monaco; MD Moldova/Republic of Moldova; ME Montenegro; MF St. Martin; MG Madagascar; MH Marshall
    Islands; MK North Macedonia/Macedonia; ML Mali; MM Myanmar/Burma/Myanmar (Burma); MN Mongolia; MO Macao/Macau;
    MP Northern Mariana Islands; MQ Martinique; MR Mauritania; MS Montserrat; MT Malta; MU Mauritius; MV Maldives;
    MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; NC New Caledonia; NE Niger; NF Norfolk Island; NG
    Nigeria; NI Nicaragua; NL Netherlands; NO Norway; NP Nepal; NR Nauru; NU Niue; NZ New Zealand; OM Oman; PA
    Panama; PE Peru; PF French Polynesia; PG Papua New Guinea; PH Philippines; PK Pakistan; PL Poland; PM St. Pierre
    and Miquelon; PN Pitcairn; PR Puerto Rico; PS Palestine/State of Palestine; PT Portugal; PW Palau; PY Paraguay;
    QA Qatar; RE Réunion; RO Romania; RS Serbia; RU Russia/Russian Federation; RW Rwanda; SA Saudi Arabia; SB
    Solomon Islands; SC Seychelles; SD Sudan; SE Sweden; SG Singapore; SH St. Helena; SI Slovenia; SJ Svalbard and
    Jan Mayen; SK Slovakia/Slovak Republic; SL Sierra Leone; SM San Marino; SN Senegal; SO Somalia; SR Suriname; SS
    South Sudan; ST São Tomé and Príncipe; SV El Salvador; SX Sint Maarten; SY Syria/Syrian Arab Republic; SZ
    Eswatini/Swaziland; TC Turks and Caicos Islands; TD Chad; TF French Southern Territories; TG Togo; TH Thailand;
    TJ Tajikistan; TK Tokelau; TL Timor-Leste/East Timor; TM Turkmenistan; TN Tunisia; TO Tonga; TR Türkiye/Turkey;
    TT Trinidad and Tobago; TV Tuvalu; TW Taiwan/Chinese Taipei; TZ Tanzania/United Republic of Tanzania; UA
    Ukraine; UG Uganda; UM U.S. Outlying Islands; US United States of America/United States; UY Uruguay; UZ
    Uzbekistan; VA Vatican City/Vatican/Holy See; VC St. Vincent and Grenadines/Saint Vincent and the Grenadines; VE
    Venezuela/Venezuela (Bolivarian Republic of); VG British Virgin Islands; VI U.S. Virgin Islands; VN Vietnam/Viet
    Nam; VU Vanuatu; WF Wallis and Futuna; WS Samoa; YE Yemen; YT Mayotte; ZA South Africa; ZM Zambia; ZW Zimbabwe
"""
# Short names of the Unicode CLDR and of UNTERM (country-codes, ODC-PDDL 1.0), with older and other common ones.
# "Congo" and "Korea" alone are two countries each, so they are not here.
NAMES: dict[str, tuple[str, ...]] = {
    one.strip()[:2]: tuple(one.strip()[3:].split("/")) for one in " ".join(_NAMES.split()).split(";")
}
