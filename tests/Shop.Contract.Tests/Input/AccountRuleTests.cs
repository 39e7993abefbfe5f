using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests.Input;

/// <summary>Accounts that parse and break a rule.</summary>
[Collection(OneShop.Name)]
public sealed class AccountRuleTests(ShopWithPeople people)
{
    /// <summary>A field of a registration, its value, and what is said about it.</summary>
    public static TheoryData<string, string?, string> Fields => new()
    {
        { "email", null, "#/email required" },
        { "email", "ann", "#/email format" },
        { "email", "ann@example", "#/email format" },
        { "email", "ann@@example.com", "#/email format" },
        { "email", "ann lee@example.com", "#/email format" },
        { "email", "@example.com", "#/email format" },
        { "email", $"{new string('a', 65)}@example.com", "#/email format" },
        { "email", $"ann@{new string('a', 251)}.com", "#/email max_length" },
        { "email", "a@", "#/email min_length" },
        { "firstName", null, "#/firstName required" },
        { "firstName", " ", "#/firstName min_length" },
        { "firstName", new string('a', 101), "#/firstName max_length" },
        { "lastName", "L\u202Eee", "#/lastName forbidden_chars" },
        { "lastName", "L\u0085ee", "#/lastName forbidden_chars" },
        { "password", null, "#/password required" },
        { "password", "elevenchars", "#/password min_length" },
        { "password", new string('p', 129), "#/password max_length" },
        { "password", "password1234", "#/password common_password" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public Task A_registration_keeps_the_rules(string field, string? value, string at) => Refusal.HoldsAsync(
        new Scene(people), "anonymous", "POST /v1/users", Registration($"{Unique("ann")}@example.com").With(field, value).ToJsonString(),
        422, "validation-failed", at);

    [Fact]
    public Task The_password_is_not_the_email() => Refusal.HoldsAsync(
        new Scene(people), "anonymous", "POST /v1/users",
        Registration("ann.lee@example.com").With("password", "Ann.Lee@example.com").ToJsonString(),
        422, "validation-failed", "#/password common_password");

    [Theory]
    [InlineData("role", "admin", "anonymous")]
    [InlineData("status", "disabled", "anonymous")]
    [InlineData("role", "customer", "owner")]
    public Task Role_and_status_are_the_admin_s_to_write(string field, string value, string who) => Refusal.HoldsAsync(
        new Scene(people), who, "POST /v1/users", Registration($"{Unique("ann")}@example.com").With(field, value).ToJsonString(),
        403, "forbidden", "");

    [Theory]
    [InlineData("PUT /v1/users/{guest}", """{"email":"new@example.com"}""", 422, "validation-failed",
        "#/firstName required, #/lastName required")]
    [InlineData("PATCH /v1/users/{guest}", """{"email":"no-mail"}""", 422, "validation-failed", "#/email format")]
    [InlineData("PATCH /v1/users/{guest}", """{"lastName":null}""", 422, "validation-failed", "#/lastName required")]
    [InlineData("PATCH /v1/users/{guest}", """{"email":"ADMIN@SHOP.LOCAL"}""", 409, "email-taken", "")]
    [InlineData("POST /v1/users/{guest}/password", """{"newPassword":"another long password"}""", 422, "validation-failed",
        "#/currentPassword required")]
    [InlineData("POST /v1/users/{guest}/password", """{"currentPassword":"a long enough password","newPassword":"short"}""",
        422, "validation-failed", "#/newPassword min_length")]
    [InlineData("POST /v1/users/{guest}/password", """{"currentPassword":"not my password","newPassword":"another long password"}""",
        403, "wrong-password", "")]
    [InlineData("POST /v1/auth/token", "{}", 422, "validation-failed", "#/email required, #/password required")]
    [InlineData("POST /v1/auth/refresh", "{}", 422, "validation-failed", "#/refreshToken required")]
    [InlineData("POST /v1/auth/refresh", """{"refreshToken":"made up"}""", 401, "unauthenticated", "")]
    [InlineData("POST /v1/auth/logout", "{}", 422, "validation-failed", "#/refreshToken required")]
    public async Task A_change_keeps_the_rules(string call, string body, int status, string code, string at)
    {
        var taken = body.Replace("ADMIN@SHOP.LOCAL", people.Shop.Stack.AdminEmail.ToUpperInvariant(), StringComparison.Ordinal);
        await Refusal.HoldsAsync(new Scene(people), "owner", call, taken, status, code, at);
    }
}
