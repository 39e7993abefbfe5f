using Shop.Testing;

namespace Shop.Api.Tests.Users;

[Collection(SharedApplication.Name)]
public sealed class UserListTests(ShopApplication shop)
{
    [Theory]
    [InlineData("email=nobody", "email format")]
    [InlineData("email=", "email format")]
    [InlineData("role=root", "role enum")]
    [InlineData("status=gone", "status enum")]
    [InlineData("sort=-email", "sort enum")]
    [InlineData("limit=0", "limit min")]
    [InlineData("name=ann", "name unknown_field")]
    [InlineData("role=admin&role=admin", "role duplicate")]
    public async Task A_bad_parameter_is_refused_by_name(string query, string error)
    {
        var reply = await shop.GetAsync("/v1/users?" + query, shop.AdminToken);

        Assert.Equal((400, "invalid-parameter"), (reply.Status, reply.Code));
        Assert.Equal([error], reply.Errors);
    }

    [Fact]
    public async Task Only_admins_list_users()
    {
        Assert.Equal(403, (await shop.GetAsync("/v1/users?limit=0", (await shop.CustomerAsync()).Token)).Status);
        Assert.Equal(401, (await shop.GetAsync("/v1/users")).Status);
    }

    [Fact]
    public async Task Users_are_found_by_email_in_any_case_and_by_role_and_status()
    {
        var customer = await shop.CustomerAsync();
        var email = Uri.EscapeDataString(customer.Email.ToUpperInvariant());

        var found = await shop.GetAsync($"/v1/users?email={email}&includeTotal=true", shop.AdminToken);

        Assert.Equal([customer.Id], Ids(found));
        Assert.Equal(1, (int)found.Json["totalCount"]!);
        Assert.False(found.Text.Contains("password", StringComparison.OrdinalIgnoreCase));
        Assert.Equal([customer.Id], Ids(await shop.GetAsync($"/v1/users?email={email}&role=customer&status=active", shop.AdminToken)));
        Assert.Empty(Ids(await shop.GetAsync($"/v1/users?email={email}&role=admin", shop.AdminToken)));
        Assert.All(
            (await shop.GetAsync("/v1/users?role=admin&limit=100", shop.AdminToken)).Json["items"]!.AsArray(), user => Assert.Equal("admin", (string?)user!["role"]));
        Assert.Empty(Ids(await shop.GetAsync($"/v1/users?email={email}&status=disabled&sort=email", shop.AdminToken)));
    }

    [Fact]
    public async Task Users_are_sorted_and_walked()
    {
        string[] ids = [(await shop.CustomerAsync()).Id, (await shop.CustomerAsync()).Id];

        Assert.Equal(ids.Order(StringComparer.Ordinal), Ids(await shop.GetAsync("/v1/users?limit=2", shop.AdminToken)).Order(StringComparer.Ordinal));
        foreach (var sort in (string[])["createdAt", "email"])
        {
            var walked = new List<string>();
            var path = $"/v1/users?limit=100&sort={sort}";
            while (path is not null)
            {
                var page = await shop.GetAsync(path, shop.AdminToken);
                walked.AddRange(Ids(page));
                path = page.Headers.TryGetValue("Link", out var link) ? link.Split('<', '>')[1] : null;
            }

            Assert.Equal(walked.Count, walked.Distinct().Count());
            Assert.All(ids, id => Assert.Contains(id, walked));
        }
    }

    private static IReadOnlyList<string> Ids(Reply reply) => [.. reply.Json["items"]!.AsArray().Select(item => (string)item!["id"]!)];
}
