using System.Text;
using Shop.Data.Products;
using Shop.Data.Redis;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Products;

[Collection(SharedShop.Name)]
public sealed class ListProductsTests(ShopOnRedis shop)
{
    public static TheoryData<string, bool> Sorts => new()
    {
        { PageQuery.CreatedAt, true }, { PageQuery.CreatedAt, false }, { ProductSort.Price, true }, { ProductSort.Price, false },
        { ProductSort.Name, true }, { ProductSort.Name, false }, { ProductSort.SoldCount, true }, { ProductSort.SoldCount, false },
    };

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Each_sort_puts_rows_in_order_and_ties_by_their_ids(string sort, bool descending)
    {
        var (made, filter) = await MixedAsync();

        var listed = await WalkAsync(filter, sort, descending, limit: 3);

        Assert.Equal(Sorted(made, sort, descending), listed.Select(product => product.Id));
    }

    [Fact]
    public async Task Names_are_sorted_by_the_code_points_of_their_lower_case()
    {
        var category = Unique("c");
        string[] names = ["zebra", "Ähre", "apple", "Apple pie", "Éclair", "éclair", "日本", "𐐀 deseret", "～tilde", "a", "A b", "1"];
        foreach (var name in names)
        {
            await shop.ProductAsync(In(category) with { Name = name });
        }

        var listed = await WalkAsync(new ProductFilter { Category = category }, ProductSort.Name, descending: false, limit: 5);

        Assert.Equal(
            names.Select(name => Utf8(name.ToLowerInvariant())).Order(StringComparer.Ordinal),
            listed.Select(product => Utf8(product.Entry.Name.ToLowerInvariant())));
    }

    [Theory]
    [InlineData("steel")]
    [InlineData("STEEL kett")]
    [InlineData("kettle steel acme")]
    [InlineData("strasse")]
    [InlineData("ΟΔΟΣ")]
    [InlineData("हिन्दी")]
    [InlineData("x77")]
    [InlineData("  kettle,(steel)!  ")]
    public async Task A_search_matches_the_beginnings_of_words_in_any_case(string text)
    {
        var category = Unique("c");
        var found = await shop.ProductAsync(In(category, brand: "Acme & Söhne") with
        {
            Name = "Steel-Kettle Strasse οδος हिन्दी", Sku = $"X77.{Unique("S")}".ToUpperInvariant(),
        });
        await shop.ProductAsync(In(category) with { Name = "Other" });

        var listed = await WalkAsync(new ProductFilter { Category = category, Text = text });

        Assert.Equal(found.Id, Assert.Single(listed).Id);
    }

    [Theory]
    [InlineData("ettle")]
    [InlineData("steel nothing")]
    [InlineData("*")]
    [InlineData("(((")]
    [InlineData("@category:{*}")]
    [InlineData("-kettlex")]
    public async Task A_search_that_matches_nothing_is_an_empty_page(string text)
    {
        var category = Unique("c");
        await shop.ProductAsync(In(category) with { Name = "Steel kettle" });

        var page = await shop.Products.ListAsync(
            new ProductFilter { Category = category, Text = text }, new PageQuery(10, null, Descending: true, IncludeTotal: true), new Consistency(), CancellationToken.None);

        Assert.Empty(page.Items);
        Assert.Equal((null, 0L), (page.Next, page.Total));
    }

    [Fact]
    public async Task A_product_with_several_words_of_one_beginning_is_listed_and_counted_once()
    {
        var word = Unique("w");
        var product = await shop.ProductAsync(Entry() with { Name = $"{word} {word}a {word}b {word}" });

        var page = await shop.Products.ListAsync(
            new ProductFilter { Text = word }, new PageQuery(10, null, Descending: true, IncludeTotal: true), new Consistency(), CancellationToken.None);

        Assert.Equal((product.Id, 1L), (Assert.Single(page.Items).Id, page.Total));
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Each_filter_lets_through_what_it_says_in_each_sort(string sort, bool descending)
    {
        var (made, filter) = await MixedAsync();

        await AssertAsync(filter with { Tag = "odd" }, product => product.Entry.Details.Tags.Contains("odd"));
        await AssertAsync(filter with { Brand = "aCME" }, product => product.Entry.Details.Brand == "Acme");
        await AssertAsync(filter with { Currency = "USD" }, product => product.Entry.Price.Currency == "USD");
        await AssertAsync(filter with { MinPrice = 200 }, product => product.Entry.Price.Amount >= 200);
        await AssertAsync(filter with { MaxPrice = 200 }, product => product.Entry.Price.Amount <= 200);
        await AssertAsync(filter with { MinPrice = 100, MaxPrice = 200, Currency = "EUR" }, product => product.Entry.Price is { Amount: >= 100 and <= 200, Currency: "EUR" });
        await AssertAsync(filter with { InStock = true }, product => product.Stock.Available > 0);
        await AssertAsync(filter with { InStock = false }, product => product.Stock.Available == 0);
        await AssertAsync(filter with { Status = "active" }, product => product.IsActive);
        await AssertAsync(filter with { Status = "draft" }, product => product.Entry.Status == "draft");
        await AssertAsync(filter with { Text = "nam", InStock = true, Status = "active", Tag = "odd" },
            product => product.IsActive && product.Stock.Available > 0 && product.Entry.Details.Tags.Contains("odd"));

        async Task AssertAsync(ProductFilter narrower, Func<Product, bool> passes)
        {
            var expected = Sorted([.. made.Where(passes)], sort, descending);
            Assert.Equal(expected, (await WalkAsync(narrower, sort, descending, limit: 4)).Select(product => product.Id));
            var counted = await shop.Products.ListAsync(narrower, new PageQuery(1, null, descending, IncludeTotal: true, sort), new Consistency(), CancellationToken.None);
            Assert.Equal(expected.Count, counted.Total);
        }
    }

    [Fact]
    public async Task A_hundred_ids_come_back_in_the_order_they_were_named_without_the_unknown()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 98).Select(_ => shop.ProductAsync(Entry())));
        var draft = await shop.ProductAsync(Entry(status: "draft"));
        Guid[] ids = [.. made.Select(product => product.Id).Reverse(), draft.Id, Guid.CreateVersion7()];

        var all = await shop.Products.PickAsync(ids, new ProductFilter(), new Consistency(), CancellationToken.None);
        var active = await shop.Products.PickAsync([.. ids.Take(3), .. ids.Take(3), draft.Id], new ProductFilter { Status = "active" }, new Consistency(), CancellationToken.None);

        Assert.Equal(ids.Take(99), all.Select(product => product.Id));
        Assert.Equal(ids.Take(3), active.Select(product => product.Id));
    }

    [Fact]
    public async Task A_rare_filter_of_a_sort_that_no_index_serves_comes_back_short_with_a_place_to_go_on()
    {
        // 1 100 rows pass the category, none of the first thousand is sold out: two filters that are both too common to gather.
        var category = Unique("c");
        var last = await shop.ProductAsync(In(category) with { Name = "last" });
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(n => shop.ProductAsync(In(category) with { Name = $"name {n:0000}" }, stock: 1)));
        var filter = new ProductFilter { Category = category, MaxPrice = 5 };
        var cheap = In(category) with { Price = new Money(5, "EUR") };
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(_ => shop.ProductAsync(cheap with { Sku = Unique("SKU").ToUpperInvariant(), Name = "Z" })));

        var first = await shop.Products.ListAsync(filter, new PageQuery(5, null, Descending: false, IncludeTotal: true, ProductSort.Name), new Consistency(), CancellationToken.None);
        var all = await WalkAsync(filter, ProductSort.Name, descending: false, limit: 100);

        Assert.Equal(1100L, first.Total);
        Assert.NotNull(first.Next);
        Assert.InRange(first.Items.Count, 0, 4);
        Assert.Equal(1100, all.Select(product => product.Id).Distinct().Count());
        Assert.DoesNotContain(last.Id, all.Select(product => product.Id));
    }

    [Fact]
    public async Task Categories_are_counted_by_their_active_products()
    {
        var (one, two) = (Unique("c"), Unique("c"));
        await shop.ProductAsync(In(one));
        var archived = await shop.ProductAsync(In(one));
        await shop.ProductAsync(In(two) with { Status = "draft" });
        await shop.Products.ArchiveAsync(archived.Id, "", Operation(), CancellationToken.None);

        var categories = await shop.Products.ListCategoriesAsync(new Consistency(), CancellationToken.None);

        Assert.Equal(1, categories.Single(category => category.Slug == one).ProductCount);
        Assert.DoesNotContain(two, categories.Select(category => category.Slug));
        Assert.Equal(categories.Select(category => category.Slug).Order(StringComparer.Ordinal), categories.Select(category => category.Slug));
    }

    [Fact]
    public async Task More_categories_than_one_answer_holds_are_all_listed()
    {
        var slugs = Enumerable.Range(0, 620).Select(n => $"many-{n:000}").ToList();
        await Task.WhenAll(slugs.Chunk(10).Select(ten => shop.ProductAsync(In(ten))));

        var listed = await shop.Products.ListCategoriesAsync(new Consistency(), CancellationToken.None);

        Assert.Equal(slugs, listed.Select(category => category.Slug).Where(slug => slug.StartsWith("many-", StringComparison.Ordinal)));
    }

    // Twelve products of one category: ties in every sort, a few of each kind.
    private async Task<(IReadOnlyList<Product> Made, ProductFilter Filter)> MixedAsync()
    {
        var (category, user) = (Unique("c"), await shop.UserAsync());
        for (var n = 0; n < 12; n++)
        {
            var entry = In([category], brand: n % 3 == 0 ? "Acme" : null, tags: n % 2 == 1 ? ["odd"] : []) with
            {
                Name = n % 4 == 0 ? "NAME" : $"name {n % 5}",
                Price = new Money(n % 3 * 100, n % 4 == 3 ? "USD" : "EUR"),
                Status = n % 6 == 5 ? "draft" : "active",
            };
            var product = await shop.ProductAsync(entry, stock: n % 4);
            if (product.IsActive && n % 4 == 1)
            {
                await SellAsync(user, product);
            }
        }

        var filter = new ProductFilter { Category = category };
        return ([.. await WalkAsync(filter)], filter);
    }

    private async Task SellAsync(Shop.Data.Users.User user, Product product)
    {
        var purchase = await shop.PlacedAsync(Buying(user, (product, 1)));
        var begun = await shop.Purchases.BeginPaymentAsync(purchase.Id, null, "", Operation(), CancellationToken.None);
        var attempt = Assert.IsType<Shop.Data.Purchases.BeginPaymentResult.Begun>(begun).Attempt;
        await shop.Purchases.FinishPaymentAsync(
            purchase.Id, attempt, new Shop.Data.Purchases.PaymentOutcome("succeeded", null), "customer", placing: false, Operation(), CancellationToken.None);
    }

    private static List<Guid> Sorted(IReadOnlyList<Product> products, string sort, bool descending)
    {
        Func<Product, string> key = sort switch
        {
            ProductSort.Price => product => product.Entry.Price.Amount.ToString("D15", System.Globalization.CultureInfo.InvariantCulture),
            ProductSort.SoldCount => product => product.SoldCount.ToString("D15", System.Globalization.CultureInfo.InvariantCulture),
            ProductSort.Name => product => product.Entry.Name.ToLowerInvariant(),
            _ => _ => "",
        };
        var sorted = products.OrderBy(key, StringComparer.Ordinal).ThenBy(product => product.Id.ToString(), StringComparer.Ordinal).Select(product => product.Id);
        return [.. descending ? sorted.Reverse() : sorted];
    }

    private Task<List<Product>> WalkAsync(ProductFilter filter, string sort = PageQuery.CreatedAt, bool descending = true, int limit = 20) =>
        ShopOnRedis.WalkAsync(after => shop.Products.ListAsync(
            filter, new PageQuery(limit, after, descending, IncludeTotal: false, sort), new Consistency(), CancellationToken.None));

    private static CatalogueEntry In(string category, string? brand = null) => In([category], brand);

    private static CatalogueEntry In(IReadOnlyList<string> categories, string? brand = null, IReadOnlyList<string>? tags = null)
    {
        var entry = Entry();
        return entry with { Details = entry.Details with { Categories = categories, Brand = brand, Tags = tags ?? [] } };
    }

    private static string Utf8(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
