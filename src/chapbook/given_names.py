"""Tell the name of a person, given name first, from that of an organization or a product."""

from __future__ import annotations

import re
import unicodedata

#: Words that the names of organizations, products and their parts are made with.
_NOT_OF_PERSONS = frozenset(
    re.findall(
        r"\w+",
        """
    ab academy agency ag ai alliance analytics api apps architecture assembly associates
    association authority
    bank blog board books bureau business bv center centre cloud co code college committee
    community company computing consortium consulting core corp corporation council data database
    department design developer developers development digital docs documentation electric
    energy engineering enterprise enterprises entertainment exchange finance financial forum
    foundation framework games gmbh group health holdings hospital hub inc industries
    infrastructure initiative insights institute international labs laboratories laboratory lang
    language learning library limited llc ltd magazine management media ministry motors network
    networks news office online organisation organization partners performance platform plc
    press products program programme project publications publishing python report research
    resources review school science sciences security server service services society software
    solutions stanley states store studio studios support survey system systems team tech
    technologies technology times tools union united university ventures web wiki works
    """,
    )
)

#: Common given names of many languages, without their accents. Those that are as often a place
#: or a brand (Austin, Virginia, Jordan, Julia, Ruby) are left out.
_GIVEN = frozenset(
    re.findall(
        r"\w+",
        """
    aaron abdul abigail adam adrian ahmed akira alan albert alejandro alessandro alex alexander
    alexandra alexei alfred ali alice alison allan allen amanda amir amit amy ana anders andre
    andrea andreas andrei andrew andrey andy angela anil anita anja ankit ann anna anne annette
    anthony antoine anton antonio anya armin arnaud arnold arthur arun arvind ashish astrid
    axel barbara bart beatrice ben benjamin benoit bernard bernd bert betsy betty bill bjarne
    bjorn bob boris brad brandon brenda brendan brent brian bruce bruno bryan camille carl
    carla carlos carol caroline casey catherine cecilia charles charlie charlotte chen chloe
    chris christian christina christine christoph christophe christopher christos cindy claire
    clara claudia clemens clement colin connie corey craig cristina cynthia dan daniel daniela
    danny dave david dean debbie deborah denis dennis derek diana diane didier dieter dimitri
    dirk dmitri dmitry dominik donald donna doug douglas duncan dylan ed edgar edsger eduardo
    edward edwin elena eli elias elizabeth ellen emanuel emil emily emma emmanuel enrico eric
    erica erich erik erika ernesto esther ethan eugene eva evan evelyn fabian fatima federico
    felix fernando filip florian frances francesca francesco francisco francois frank franz
    fred frederic frederick friedrich fritz gabriel gabriela gary gavin gene geoff geoffrey
    george gerald gerard gergely gerhard gil gilles giovanni giuseppe glenn gordon graham greg
    gregor gregory guido guillaume gunnar gustavo guy hannah hans harald harold harry hassan
    heather heidi heinrich heinz helen helena helmut henri henrik henry herbert hiroshi holger
    howard hugo ian igor ines ingo ingrid irene iris isaac isabel isabelle ivan jack jacob
    jacques jaime jakob jakub james jan jana jane janet jared jason javier jean jeff jeffrey
    jen jennifer jens jeremy jerome jerry jesse jessica jez jill jim joachim joan joanna joao
    jochen joe joel johan johann johannes john jon jonas jonathan jorge jose josef joseph josh
    joshua joyce juan judith judy juergen jukka julian julie jun jurgen justin kai kamal karen
    karin karl katherine kathleen kathryn katie katrin kavita keith kelly kelsey ken kenji
    kenneth kent kevin kim kirk klaus kristin kristina kumar kurt kyle lara larry lars laura
    lauren laurence laurent lea lee leo leon leonard leonardo leslie li liam lin linda lindsey
    linus lisa liz lorenzo lou louis louise luca lucas lucia luis luiz lukas lynn magnus
    manfred manish manuel marc marcel marcelo marco marcos marcus margaret maria mariana marie
    marina mario marion marissa mark markus marta martha martin martina mary masahiro mathias
    matt matteo matthew matthias matthieu maurice mauro maximilian mei melanie melissa michael
    michaela michal michel michele michelle miguel mihai mikael mike mikhail milan mira miriam
    mitchell mohamed mohammad mohammed monica monika murat nadia nancy naomi natalia natalie
    nate nathan nathaniel neal neha neil niall nicholas nick nicola nicolai nicolas nicole
    niels nigel nikhil nikita niklas nikola nikolai nina noah noam nora norbert norman olaf
    oleg oliver olivia olivier oscar otto owen pablo pamela paolo pascal patricia patrick paul
    paula paulo pavel pedro peter petra phil philip philipp philippe pierre pieter piotr
    prakash priya rachel rafael rahul raj rajesh ralf ralph ramesh randy raphael ravi ray
    raymond rebecca reinhard rene ricardo rich richard rick rob robert roberto robin rodrigo
    roger roland rolf roman ron ronald rosa roy rudolf russell ruth ryan sabine sally sam
    samantha samir samuel sandeep sandra sanjay sara sarah satoshi scott sean sebastian sergei
    sergey sergio seth shannon sharon shawn sheila shirley silvia simon simone sofia sonia
    sophie stacy stan stefan stefano stephan stephanie stephen steve steven stuart sugu sunil
    suresh susan susanne suzanne sven sylvia takashi tamara tammo tanja tanya tara ted teresa
    terry theo theodore theresa thierry thomas tiago tim timothy tobias todd tom tomas tomasz
    tony tracy travis trevor ulf ulrich ulrike ursula uwe valentin valerie vanessa vaughn
    venkat vera vernon veronica victor victoria vijay viktor vincent vinod vivek vlad vladimir
    wei wendy werner wilhelm will william wolfgang xavier xiao yan yann yasmin yi ying yoshi
    yosuke yuki yuri yusuf yves yvonne zach zachary zoe
    """,
    )
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:[-'’][^\W\d_]+)*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]")
_PARTICLES = frozenset(
    ("al", "da", "de", "del", "della", "den", "der", "di", "du", "el", "la", "le", "ten", "ter",
     "van", "von", "zu")
)  # fmt: skip


def is_person(name: str) -> bool:
    """`Martin Fowler` and `Marc-André Giroux` are persons; `Cockroach Labs` is none.

    Two or three capitalized words, with initials and particles among them, that begin with a
    common given name and have no word of an organization. What is not surely a person is none.
    """
    first, *rest = name.split() or [""]
    telling = [word for word in rest if word not in _PARTICLES and not _INITIAL.fullmatch(word)]
    if not 1 <= len(telling) <= 2 or len(rest) > 4 or rest[-1] != telling[-1]:
        return False
    if not all(_WORD.fullmatch(word) and _is_capitalized(word) for word in (first, *telling)):
        return False
    given = _bare(re.split(r"[-'’]", first)[0])
    return given in _GIVEN and not _NOT_OF_PERSONS.intersection(map(_bare, telling))


def may_be_family(name: str) -> bool:
    """Whether a word can be the family name at the end of a name."""
    return _bare(name) not in _NOT_OF_PERSONS


def _is_capitalized(word: str) -> bool:
    """`McKinley` and `O'Neil` are; `BBC` and `GraphQL`, with capitals at the end, are not."""
    return word[0].isupper() and word[-1].islower()


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
