"""Where operations are put: by their id, their tag, or their path."""

from __future__ import annotations

from typing import Any

import pytest
from engross.ir import Api, Operation, Tag
from engross.names import Names, name_api
from engross.pointer import ROOT
from engross.runtime.async_client import AsyncClient
from engross.runtime.client import Client


def operation(operation_id: str | None, *tags: str, path: str = "/it") -> Operation:
    pointer = ROOT / "paths" / path / (operation_id or "get")
    return Operation(pointer=pointer, method="GET", path=path, operation_id=operation_id, tags=tags)


def named(*operations: Operation, tags: tuple[Tag, ...] = ()) -> Names:
    return name_api(Api(pointer=ROOT, title="T", version="1", operations=operations, tags=tags))[1]


def calls(*operations: Operation, **parents: Any) -> list[str]:
    """Give how the operations are called; `parents` has the parent of each tag."""
    tags = tuple(Tag(pointer=ROOT, name=name, parent=parent) for name, parent in parents.items())
    methods = named(*operations, tags=tags).methods
    return [f"{methods[op.pointer].resource}.{methods[op.pointer].method}" for op in operations]


@pytest.mark.parametrize(
    ("tag", "resource"),
    [
        ("Admin/Users", "admin.users"),
        ("/audio/transcriptions", "audio.transcriptions"),
        ("carts/{cartId}/items/{itemId}", "carts.items"),
        ("beta.admin.user-groups", "beta.admin.user_groups"),
        ("Identity.Users", "identity.users"),
        ("Compute :: Servers", "compute.servers"),
        ("Cardano » Blocks", "cardano.blocks"),
        ("Settings > API Keys", "settings.api_keys"),
        ("Albums\\Album videos", "albums.album_videos"),
        ("Pets", "pets"),
    ],
)
def test_a_tag_with_a_hierarchy_in_its_name_is_nested(tag, resource):
    assert calls(operation("list", tag)) == [f"{resource}.list"]


@pytest.mark.parametrize(
    ("tag", "resource"),
    [
        ("Users - company level", "users_company_level"),
        ("Allow-list / Block-list", "allow_list_block_list"),
        ("CI/CD", "ci_cd"),
        ("TCP/IP checks", "tcp_ip_checks"),
        ("Nut.link", "nut_link"),
        ("v1.0", "v1_0"),
        ("Card Orders v1.2 and later", "card_orders_v1_2_and_later"),
        ("A->B", "a_b"),
        ("<b>", "b"),
        ("/", "slash"),
    ],
)
def test_a_sign_that_may_stand_for_something_else_takes_nothing_apart(tag, resource):
    assert calls(operation("list", tag)) == [f"{resource}.list"]


def test_a_tag_is_below_the_parent_of_its_tag_object():
    found = calls(
        operation("a", "international"),
        operation("b", "Cargo.Rates"),
        operation("c", "cargo.ships"),
        international="flights",
        flights="travel",
        **{"Cargo.Rates": "flights", "cargo.ships": "cargo"},
    )
    # The last one's name has its parent in it.
    assert found == [
        "travel.flights.international.a",
        "travel.flights.cargo.rates.b",
        "cargo.ships.c",
    ]


@pytest.mark.parametrize(
    ("operation_id", "call"),
    [
        ("admin/users/list", "admin.users.list"),
        ("admin/audit-logs/get-one", "admin.audit_logs.get_one"),
        ("get-/v1/{appId}/schemas", "tagged.get_v1_app_id_schemas"),
        ("api/v{version}/odata/Tasks/$count", "tagged.api_v_version_odata_tasks_count"),
        ("compute.instances.list", "tagged.compute_instances_list"),
    ],
)
def test_an_operation_id_of_groups_and_a_verb_goes_before_the_tag(operation_id, call):
    assert calls(operation(operation_id, "tagged")) == [call]


def test_an_operation_id_with_dots_says_the_groups_where_there_is_no_tag():
    found = calls(operation("compute.instances.list"), operation("Nut.link"))
    assert found == ["compute.instances.list", "it.nut_link"]


@pytest.mark.parametrize(
    ("path", "resource"),
    [
        ("/admin/users/{id}", "admin.users"),
        ("/admin/users", "admin.users"),
        ("/charges/{id}/refunds/{refund}", "charges.refunds"),
        ("/charges/{id}/refunds/search", "charges.refunds"),
        ("/charges/{id}/capture", "charges"),
        ("/api/v2/report/finish", "report"),
        ("/v1/apple_pay/domains", "apple_pay.domains"),
        ("/media/v1/schemas", "media.schemas"),
        ("/apps/api/keys", "apps.api.keys"),
        ("/channels/{id}/users/@me/threads", "channels.users.threads"),
        ("/jobs:batchGet", "jobs"),
        ("/jobs/{id}/process", "jobs"),
        ("/#Action=CreateTags", "api"),
        ("/v1", "v1"),
        ("/3ds", "api_3ds"),
        ("/{id}", "api"),
        ("/", "api"),
    ],
)
def test_without_tag_and_group_the_collections_of_the_path_are_the_groups(path, resource):
    assert calls(operation("do", path=path)) == [f"{resource}.do"]


def test_a_group_keeps_its_name_from_a_method_beside_it():
    found = calls(operation("admin/users/list"), operation("admin/users"), operation("admin/get"))
    assert found == ["admin.users.list", "admin.users_get", "admin.get"]


def test_a_group_inside_another_hides_nothing_that_its_class_needs():
    found = calls(
        operation("a/with_raw_response/x"), operation("a/date/x"), operation("a/list/x"),
        operation("close/close/x"),
    )  # fmt: skip
    assert found == ["a.with_raw_response_.x", "a.date_.x", "a.list.x", "close_.close.x"]


def test_a_group_hides_nothing_that_a_client_has_itself():
    own = sorted({*dir(Client), *dir(AsyncClient)})
    names = [name for name in own if name[0] != "_"]

    assert calls(*(operation(f"{name}/list") for name in names)) == [
        f"{name}_.list" for name in names
    ]


def test_groups_that_have_no_operations_are_resources_as_well():
    resources = named(operation("a/b/c/list")).resources
    assert resources == {"a": "A", "a.b": "AB", "a.b.c": "ABC"}


def test_in_a_script_without_capitals_no_class_is_called_like_a_module():
    resources = named(operation("用户/list"), operation("émoji/list")).resources
    assert resources == {"用户": "用户Resource", "émoji": "Émoji"}


def test_a_group_gets_operations_and_its_inner_groups_stay_what_they_are():
    child, flat = operation("admin/users/list"), operation("admin_users/list")
    before = named(child, flat)
    after = named(operation("admin/get"), operation("admin/teams/list"), child, flat)

    assert before.resources.items() <= after.resources.items()
    assert before.methods.items() <= after.methods.items()
    assert before.resources["admin_users"] == "AdminUsers"
    assert before.resources["admin.users"] == "AdminUsersResource"


def test_groups_whose_names_no_file_can_have_together_are_one():
    (call,) = calls(operation(f"{'a' * 150}/{'b' * 150}/list"))
    resource, _, method = call.rpartition(".")

    assert "." not in resource
    assert (len(resource) <= 200, method) == (True, "list")


@pytest.mark.parametrize(
    ("operation_id", "tag", "call"),
    [
        ("users_list", "Users", "users.list"),
        ("Users_GetById", "Users", "users.get_by_id"),
        ("sshKeys_list", "SSH Keys", "ssh_keys.list"),
        ("admin.users.list", "Admin/Users", "admin.users.list"),
        ("admin_users_list", "Admin/Users", "admin.users.list"),
        ("disk_create", "disks", "disks.create"),
        ("users_list", "Accounts", "accounts.users_list"),
        ("usersList", "Users", "users.users_list"),
        ("users", "Users", "users.users"),
        ("users_2", "Users", "users.users_2"),
    ],
)
def test_a_method_does_not_repeat_its_group(operation_id: str, tag: str, call: str) -> None:
    assert calls(operation(operation_id, tag)) == [call]


def test_who_repeats_the_group_gives_way_to_who_is_spelt_so() -> None:
    found = calls(operation("users_list", "users"), operation("list", "users", path="/other"))
    assert found == ["users.users_list", "users.list"]


def test_an_operation_id_under_two_tags_is_a_method_of_each() -> None:
    found = calls(operation("list", "cards"), operation("list", "users", path="/other"))
    assert found == ["cards.list", "users.list"]
