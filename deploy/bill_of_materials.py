"""The bill of materials of a release, in CycloneDX: every locked package, its files' digests, and who asks for it."""

import re
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ASKED_BY = re.compile(r"^    #(?: via)? +([a-z0-9-]+)(?: \(pyproject\.toml\))?$")


@dataclass(frozen=True)
class Locked:
    """A package of a lock: its version, the SHA-256 of each of its files, and the names of those that ask for it."""

    name: str
    version: str
    digests: tuple[str, ...]
    asked_by: tuple[str, ...]


@dataclass(frozen=True)
class Product:
    """What the bill is of: its version, the SHA-256 of its wheel, and the instant of its commit."""

    version: str
    digest: str
    made_at: datetime


def read_lock(text: str) -> Iterator[Locked]:
    """Yield the packages of a lock as `uv pip compile` writes it."""
    for block in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE):
        if pin := PIN.match(block):
            parents = [found[1] for line in block.splitlines() if (found := ASKED_BY.match(line))]
            yield Locked(pin[1], pin[2], tuple(DIGEST.findall(block)), tuple(parents))


def write_bill(product: Product, lock: str) -> str:
    """Return the bill as JSON; of the same product and lock it is always the same."""
    ours = Component(
        name="mehvar",
        version=product.version,
        type=ComponentType.APPLICATION,
        bom_ref="mehvar",
        purl=PackageURL("pypi", name="mehvar", version=product.version),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=product.digest)],
        licenses=[LicenseFactory().make_from_string("MIT")],
    )
    bill = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_OID, product.digest))
    bill.metadata.timestamp = product.made_at.astimezone(UTC)
    bill.metadata.component = ours
    locked = list(read_lock(lock))
    components = {one.name: _component(one) for one in locked}
    bill.components.update(components.values())
    for name, parent in ({"mehvar": ours} | components).items():
        bill.register_dependency(parent, [components[one.name] for one in locked if name in one.asked_by])
    return make_outputter(bill, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2) + "\n"


def _component(one: Locked) -> Component:
    component = Component(
        name=one.name,
        version=one.version,
        bom_ref=f"{one.name}=={one.version}",
        purl=PackageURL("pypi", name=one.name, version=one.version),
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(f"https://pypi.org/project/{one.name}/{one.version}/"),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in one.digests],
            )
        ],
    )
    with suppress(PackageNotFoundError):  # a package for other Pythons than this one
        told = metadata(one.name)
        fields = [told[field] for field in ("License-Expression", "License") if field in told]
        component.licenses.update(LicenseFactory().make_from_string(text.partition("\n")[0]) for text in fields[:1])
    return component
