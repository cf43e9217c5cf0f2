"""Compiles the templates for one language, so that a page works out only what is its own."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from threading import RLock
from typing import cast

from django.utils.translation import trans_real
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame

from shahrsazi.persian.language import in_language
from shahrsazi.web.folding import Folding
from shahrsazi.web.inlining import Inlining, Macros, imports_of, small_macros
from shahrsazi.web.squeeze import Squeeze


class Joining(CodeGenerator):
    """Writes a template's pieces into one list and joins it at the end.

    As Jinja writes it, a template yields each piece by itself, and each passes through all templates and blocks around:
    a page of 1,300 pieces in five of them is 9,000 steps.
    """

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if frame.parent is None:  # of a whole template or of a block
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        super().leave_frame(frame, with_python_scope)
        if frame.parent is None:
            self.writeline(f"yield concat({frame.buffer})")


class Compiling(Environment):
    """`same` are the functions whose answer is the same on every page of the language (folding.py)."""

    code_generator_class = Joining

    def __init__(self, folders: list[Path], language: str, same: Mapping[str, Callable[..., object]]):
        super().__init__(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # it asks for each file of each page; `make dev` begins anew instead
            cache_size=0,  # get_template() keeps them
            extensions=["jinja2.ext.i18n", Squeeze],
        )
        words = trans_real.translation(language)  # not asked again at each word which language the page is in
        self.install_gettext_callables(  # type: ignore[attr-defined]  # the extension i18n adds it
            words.gettext, words.ngettext, newstyle=True
        )
        self.language, self.same = language, same
        self._compiled: dict[str, Template] = {}
        self._one_compiles = RLock()  # a template has others compiled
        self.globals.update(same)
        self.small: Macros = {}  # of every page
        self.macros_of = cache(self._macros_of)

    def get_template(  # type: ignore[override]  # by their names alone, as our pages ask
        self, name: str, parent: str | None = None, globals: None = None
    ) -> Template:
        """Compiled by one thread. In a new process all threads want the same ones, and each would compile them."""
        template = self._compiled.get(name)
        if template is None:
            with self._one_compiles:
                template = self._compiled.get(name) or super().get_template(name)
                self._compiled[name] = template
        return template

    def share(self, name: str, template: str) -> None:
        """The macros of a template, for every page."""
        self.globals[name] = self.get_template(template).module
        self.small |= {f"{name}.{macro}": node for macro, node in self.macros_of(template).items()}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """What Jinja calls between parsing a template and writing its code."""
        tree = Inlining(self._imported(source)).visit(self._folded(source))
        tree.set_environment(self)
        return super()._generate(tree, name, filename, defer_init)

    def _folded(self, tree: nodes.Template) -> nodes.Template:
        tree.set_environment(None)  # type: ignore[arg-type]  # pieces of it are copied
        with in_language(self.language):
            return cast(nodes.Template, Folding(self.same).visit(tree))

    def _imported(self, tree: nodes.Template) -> Macros:
        small = dict(self.small)
        for template, macro, name in imports_of(tree):
            macros = self.macros_of(template)
            small |= {f"{name}.{each}": macros[each] for each in macros} if macro == "*" else {name: macros.get(macro)}
        return small

    def _macros_of(self, template: str) -> Macros:
        assert self.loader
        tree = self._folded(self.parse(self.loader.get_source(self, template)[0]))
        return small_macros(tree, self._imported(tree), self.globals)
