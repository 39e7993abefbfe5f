using Shop.Testing;
using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests.FinePrint;

/// <summary>What becomes of text on its way in.</summary>
[Collection(OneShop.Name)]
public sealed class TextTests(ShopWithPeople people)
{
    private readonly SellingShop _shop = people.Shop;

    [Theory]
    [InlineData("  Tea pot ", "Tea pot")]
    [InlineData("\u00A0Tea\u00A0pot\u2003", "Tea\u00A0pot")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("<b>\"Tea\" & 'pot'</b>", "<b>\"Tea\" & 'pot'</b>")]
    [InlineData("ティーポット 🫖", "ティーポット 🫖")]
    public async Task A_text_is_trimmed_and_in_one_normal_form(string sent, string stored)
    {
        var reply = await _shop.PostAsync("/v1/products", people.Admin, Scene.Product().With("name", sent));

        Assert.Equal((201, stored), (reply.Status, (string?)reply.Json["name"]));
    }

    [Fact]
    public async Task Lines_and_tabs_are_for_longer_texts()
    {
        var product = await _shop.PostAsync("/v1/products", people.Admin, Scene.Product().With("description", "1 pot\n\t1 lid"));
        var purchase = await new Scene(people).SendAsync("owner", "PATCH /v1/purchases/{pending}", """{"note":"ring\n\ttwice"}""");

        Assert.Equal((201, "1 pot\n\t1 lid"), (product.Status, (string?)product.Json["description"]));
        Assert.Equal((200, "ring\n\ttwice"), (purchase.Status, (string?)purchase.Json["note"]));
    }

    [Fact]
    public async Task An_email_is_trimmed_stored_in_lower_case_and_unique_in_any()
    {
        var email = $"{Unique("Ann")}@Example.COM";

        var reply = await _shop.PostAsync("/v1/users", null, Registration($" {email} "));
        var again = await _shop.PostAsync("/v1/users", null, Registration(email.ToUpperInvariant()));
        var logIn = await _shop.LogInAsync(email.ToUpperInvariant(), Password);

        Assert.Equal((201, email.ToLowerInvariant()), (reply.Status, (string?)reply.Json["email"]));
        Assert.Equal((409, 200), (again.Status, logIn.Status));
    }

    [Fact]
    public async Task A_SKU_is_stored_in_upper_case_and_unique_in_any()
    {
        var sku = Unique("Pot.A_b");

        var reply = await _shop.PostAsync("/v1/products", people.Admin, Scene.Product().With("sku", sku));
        var again = await _shop.PostAsync("/v1/products", people.Admin, Scene.Product().With("sku", sku.ToLowerInvariant()));

        Assert.Equal((201, sku.ToUpperInvariant()), (reply.Status, (string?)reply.Json["sku"]));
        Assert.Equal((409, "sku-taken"), (again.Status, again.Code));
    }

    [Theory]
    [InlineData(" spaces at both ends ")]
    [InlineData("cafe\u0301 and a bit more")]
    [InlineData("🫖☕🍵🥛🍶🍷🍸🍹🍺🥃🧃🧉")]
    public async Task A_password_is_taken_as_it_is(string password)
    {
        var email = $"{Unique("ann")}@example.com";
        Assert.Equal(201, (await _shop.PostAsync("/v1/users", null, Registration(email).With("password", password))).Status);

        Assert.Equal(200, (await _shop.LogInAsync(email, password)).Status);
        Assert.Equal(401, (await _shop.LogInAsync(email, password + " ")).Status);
        var tidied = password.Trim().Normalize();
        Assert.Equal(tidied == password ? 200 : 401, (await _shop.LogInAsync(email, tidied)).Status);
    }

    [Fact]
    public async Task No_answer_repeats_a_password()
    {
        var registered = await _shop.PostAsync("/v1/users", null, Registration($"{Unique("ann")}@example.com"));
        var refused = await _shop.PostAsync("/v1/users", null, Registration("no-mail").With("password", "secret-one"));

        Assert.DoesNotContain("assword", registered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-one", refused.Text, StringComparison.Ordinal);
    }
}
