using System.Text.Json.Nodes;
using static Shop.Api.Tests.ShopApplication;

namespace Shop.Api.Tests.Users;

[Collection(SharedApplication.Name)]
public sealed class UserEndpointsTests(ShopApplication shop)
{
    [Fact]
    public async Task A_registered_user_has_every_field_and_no_password()
    {
        var email = $"{Unique("Ann")}@Example.com";

        var reply = await shop.PostAsync("/v1/users", null, Registration($"  {email} "));

        Assert.Equal(201, reply.Status);
        Assert.Equal(
            ["id", "email", "firstName", "lastName", "role", "status", "createdAt", "updatedAt", "version"],
            reply.Json.AsObject().Select(field => field.Key));
        Assert.Equal(email.ToLowerInvariant(), (string?)reply.Json["email"]);
        Assert.Equal(("customer", "active"), ((string?)reply.Json["role"], (string?)reply.Json["status"]));
        Assert.Equal($"/v1/users/{reply.Json["id"]}", reply.Headers["Location"]);
        Assert.Equal(("\"1\"", "replicas=2", "no-store"), (reply.Headers["ETag"], reply.Headers["Durability"], reply.Headers["Cache-Control"]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string?)reply.Json["createdAt"]);
    }

    [Fact]
    public async Task An_email_is_registered_once_whatever_its_case()
    {
        var customer = await shop.CustomerAsync();

        var reply = await shop.PostAsync("/v1/users", null, Registration(customer.Email.ToUpperInvariant()));

        Assert.Equal((409, "email-taken"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task All_violations_come_in_one_answer()
    {
        var reply = await shop.PostAsync("/v1/users", null, """{"email":"no address","password":"short","firstName":"","lastName":null}""");

        Assert.Equal((422, "validation-failed"), (reply.Status, reply.Code));
        Assert.Equal(
            ["#/email format", "#/firstName min_length", "#/lastName required", "#/password min_length"],
            reply.Errors.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"email":null,"password":null,"firstName":null,"lastName":null}""")]
    public async Task What_is_missing_is_required(string body)
    {
        var registered = await shop.PostAsync("/v1/users", null, body);
        var replaced = await shop.SendAsync("PUT", "/v1/users/me", (await shop.CustomerAsync()).Token, "{}");

        Assert.Equal(422, registered.Status);
        Assert.Equal(
            ["#/email required", "#/firstName required", "#/lastName required", "#/password required"],
            registered.Errors.Order(StringComparer.Ordinal));
        Assert.Equal(422, replaced.Status);
        Assert.Equal(["#/email required", "#/firstName required", "#/lastName required"], replaced.Errors);
    }

    [Theory]
    [InlineData("password1234", "common_password")]
    [InlineData("aaaaaaaaaaaaaa", "common_password")]
    [InlineData("elevenchars", "min_length")]
    public async Task A_weak_password_is_refused(string password, string code)
    {
        var body = JsonNode.Parse(Registration($"{Unique("ann")}@example.com"))!;
        body["password"] = password;

        var reply = await shop.PostAsync("/v1/users", null, body.ToJsonString());

        Assert.Equal([$"#/password {code}"], reply.Errors);
    }

    [Theory]
    [InlineData("a@b")]
    [InlineData("a@@b.c")]
    [InlineData("a b@c.de")]
    [InlineData("a@b..c")]
    [InlineData("@b.cd")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123456789@b.cd")]
    public async Task A_bad_email_is_refused(string email)
    {
        var reply = await shop.PostAsync("/v1/users", null, Registration(email));

        Assert.Equal(["#/email format"], reply.Errors);
    }

    [Fact]
    public async Task Role_and_status_are_the_admin_s_to_write()
    {
        var body = JsonNode.Parse(Registration($"{Unique("ann")}@example.com"))!;
        body["role"] = "admin";

        var stranger = await shop.PostAsync("/v1/users", null, body.ToJsonString());
        var admin = await shop.PostAsync("/v1/users", shop.AdminToken, body.ToJsonString());

        Assert.Equal((403, "forbidden"), (stranger.Status, stranger.Code));
        Assert.Equal((201, "admin"), (admin.Status, (string?)admin.Json["role"]));
    }

    [Fact]
    public async Task Owner_and_admin_read_a_user_and_nobody_else()
    {
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());

        Assert.Equal(customer.Email, (string?)(await shop.GetAsync("/v1/users/me", customer.Token)).Json["email"]);
        Assert.Equal(200, (await shop.GetAsync($"/v1/users/{customer.Id.ToUpperInvariant()}", shop.AdminToken)).Status);
        Assert.Equal(404, (await shop.GetAsync($"/v1/users/{customer.Id}", other.Token)).Status);
        Assert.Equal(401, (await shop.GetAsync($"/v1/users/{customer.Id}")).Status);
        Assert.Equal(404, (await shop.GetAsync("/v1/users/123", customer.Token)).Status);
    }

    [Fact]
    public async Task A_put_leaves_absent_role_and_status_alone()
    {
        var customer = await shop.CustomerAsync();
        var path = $"/v1/users/{customer.Id}";
        await shop.SendAsync("PUT", path, shop.AdminToken, Replacement(customer, role: "admin"));

        var reply = await shop.SendAsync("PUT", path, shop.AdminToken, Replacement(customer, firstName: "Bea"));

        Assert.Equal((200, "Bea", "admin"), (reply.Status, (string?)reply.Json["firstName"], (string?)reply.Json["role"]));
        Assert.Equal("\"3\"", reply.Headers["ETag"]);
    }

    [Fact]
    public async Task A_stale_etag_is_refused_before_a_broken_rule()
    {
        var customer = await shop.CustomerAsync();
        var path = $"/v1/users/{customer.Id}";

        var stale = await shop.SendAsync("PUT", path, customer.Token, Replacement(customer, firstName: ""), ("If-Match", "\"9\""));
        var broken = await shop.SendAsync("PUT", path, customer.Token, Replacement(customer, firstName: ""), ("If-Match", "\"1\""));
        var good = await shop.SendAsync("PUT", path, customer.Token, Replacement(customer, firstName: "Bea"), ("If-Match", "\"1\""));
        var weak = await shop.SendAsync("PUT", path, customer.Token, Replacement(customer), ("If-Match", "W/\"2\""));

        Assert.Equal((412, 1), (stale.Status, (int)stale.Json["currentVersion"]!));
        Assert.Equal(422, broken.Status);
        Assert.Equal(200, good.Status);
        Assert.Equal(412, weak.Status);
    }

    [Fact]
    public async Task A_change_of_rights_ends_the_token_at_once()
    {
        var customer = await shop.CustomerAsync();

        var disabled = await shop.SendAsync("PUT", $"/v1/users/{customer.Id}", shop.AdminToken, Replacement(customer, status: "disabled"));
        var after = await shop.GetAsync("/v1/users/me", customer.Token);
        var login = await shop.LogInAsync(customer.Email, Password);

        Assert.Equal(200, disabled.Status);
        Assert.Equal((401, "token-expired"), (after.Status, after.Code));
        Assert.Equal((401, "account-disabled"), (login.Status, login.Code));
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_the_email_is_free()
    {
        var customer = await shop.CustomerAsync();

        var deleted = await shop.SendAsync("DELETE", "/v1/users/me", customer.Token);
        var after = await shop.GetAsync("/v1/users/me", customer.Token);
        var login = await shop.LogInAsync(customer.Email, Password);
        var again = await shop.PostAsync("/v1/users", null, Registration(customer.Email));

        Assert.Equal((204, "replicas=2"), (deleted.Status, deleted.Headers["Durability"]));
        Assert.Equal((401, "token-expired"), (after.Status, after.Code));
        Assert.Equal((401, "invalid-credentials"), (login.Status, login.Code));
        Assert.Equal(201, again.Status);
    }

    [Fact]
    public async Task Open_purchases_keep_the_user()
    {
        var customer = await shop.CustomerAsync();
        var purchase = await shop.PostAsync("/v1/purchases", customer.Token, Purchase(await shop.ProductAsync()));
        Assert.Equal(201, purchase.Status);

        var refused = await shop.SendAsync("DELETE", "/v1/users/me", customer.Token);

        Assert.Equal((409, "user-has-open-purchases"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Logging_in_gives_a_token_and_says_nothing_of_why_not()
    {
        var customer = await shop.CustomerAsync();

        var good = await shop.LogInAsync(customer.Email.ToUpperInvariant(), Password);
        var wrong = await shop.LogInAsync(customer.Email, "not the password");
        var unknown = await shop.LogInAsync("nobody@example.com", Password);

        Assert.Equal(
            ["accessToken", "tokenType", "expiresIn", "refreshToken", "refreshExpiresIn", "user"],
            good.Json.AsObject().Select(field => field.Key));
        Assert.Equal(("Bearer", 900), ((string?)good.Json["tokenType"], (int)good.Json["expiresIn"]!));
        Assert.Equal((401, "invalid-credentials", "Bearer"), (wrong.Status, wrong.Code, wrong.Headers["WWW-Authenticate"]));
        Assert.Equal((string?)wrong.Json["detail"], (string?)unknown.Json["detail"]);
    }

    [Theory]
    [InlineData("GET", "/v1/users", 405)]
    [InlineData("PATCH", "/v1/users/me", 405)]
    [InlineData("POST", "/v1/auth/refresh", 404)]
    [InlineData("POST", "/v1/users/me/password", 404)]
    public async Task What_is_not_there_yet_is_not_half_there(string method, string path, int status)
    {
        var reply = await shop.SendAsync(method, path, shop.AdminToken, "{}");

        Assert.Equal(status, reply.Status);
        Assert.Equal("application/problem+json", reply.Headers["Content-Type"]);
    }

    private static string Replacement(Customer customer, string firstName = "Ann", string? role = null, string? status = null)
    {
        var body = new JsonObject { ["email"] = customer.Email, ["firstName"] = firstName, ["lastName"] = "Lee" };
        if (role is not null)
        {
            body["role"] = role;
        }

        if (status is not null)
        {
            body["status"] = status;
        }

        return body.ToJsonString();
    }
}
